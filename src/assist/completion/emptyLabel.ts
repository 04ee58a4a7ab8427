/** How a value that is only begun is called among suggestions, such as `{ }`; `undefined` for one that is there already. */
export function emptyLabel(insert: string): string | undefined {
  return labels[insert.charAt(0)];
}

const labels: Readonly<Record<string, string>> = { '{': '{ }', '[': '[ ]', '"': '""' };
