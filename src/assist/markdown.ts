/** Text as Markdown that shows it as it is, whoever wrote it: nothing in it is a link, an image, HTML or a command. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#+\-.!|~&]|:(?=\/\/)/g, '\\$&').replace(/\s*\n\s*/g, '  \n');
}

/** Text as Markdown code in a line; control characters are shown as a space. */
export function codeSpan(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is replaced
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  // A space at each end keeps backticks apart from the fence.
  return longest === 0 && line.trim() === line && line !== '' ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

/** A sentence whose first letter is a capital and that ends with a full stop. */
export function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
