import { endOfString } from '../../lint/jsonText.ts';

/** JSON without the white space between its parts, everything else as it is; `undefined` for what is no JSON. */
export function minified(text: string): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length;) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at);
    else if (char !== ' ' && char !== '\n' && char !== '\r' && char !== '\t') at++;
    else {
      parts.push(text.slice(from, at));
      from = ++at;
    }
  }
  parts.push(text.slice(from));
  return parts.join('');
}
