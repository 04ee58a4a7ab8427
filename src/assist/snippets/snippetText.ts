/** Writes a value that is no object and no list: as a place for the cursor, or `undefined` for as it is. */
export type SnippetStop = (value: unknown, name: string | undefined, nextStop: () => number) => string | undefined;

/** The value of `reqId` is a placeholder. */
export const stopAtReqId: SnippetStop = (value, name, nextStop) => (name === 'reqId' ? valuePlaceholder(value, nextStop()) : undefined);

/** Every value is a placeholder. */
export const stopAtValues: SnippetStop = (value, _, nextStop) => valuePlaceholder(value, nextStop());

/** `reqId` is a variable of a transcript, with its name as the placeholder. */
export const stopAtVariable: SnippetStop = (_, name, nextStop) =>
  name === 'reqId' ? `"${escapeSnippet('${')}${placeholder(nextStop(), 'request')}${escapeSnippet('}')}"` : undefined;

/** Where a snippet that is part of a larger one begins. */
export interface SnippetStart {
  /** The number of the first placeholder. */
  readonly stop: number;
  /** What stands before every line but the first. */
  readonly indent: string;
}

/** JSON, indented with tabs, in the language of VS Code's snippets. */
export function jsonSnippet(value: unknown, stopAt: SnippetStop, { stop, indent }: SnippetStart = { stop: 1, indent: '' }): string {
  let next = stop;
  const write = (part: unknown, name: string | undefined, outer: string): string => {
    if (typeof part !== 'object' || part === null) return stopAt(part, name, () => next++) ?? escapeSnippet(JSON.stringify(part));
    const inner = `${outer}\t`;
    const [open, close] = Array.isArray(part) ? ['[', ']'] : ['{', '}'];
    const items = Array.isArray(part)
      ? part.map((item) => write(item, undefined, inner))
      : Object.entries(part).map(([key, member]) => `${escapeSnippet(JSON.stringify(key))}: ${write(member, key, inner)}`);
    return items.length === 0 ? `${open}${close}` : `${open}\n${inner}${items.join(`,\n${inner}`)}\n${outer}${close}`;
  };
  return write(value, undefined, indent);
}

/** A JSON value as a placeholder; of a text only what stands in the quotes. */
export function valuePlaceholder(value: unknown, stop: number): string {
  const json = JSON.stringify(value);
  return typeof value === 'string' ? `"${placeholder(stop, json.slice(1, -1))}"` : placeholder(stop, json);
}

/** The place that the cursor goes to, with the text that stands there until something is typed. */
export function placeholder(stop: number, text: string): string {
  return text === '' ? `$${stop}` : `\${${stop}:${escapeSnippet(text)}}`;
}

/** Text that a snippet inserts as it is. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
