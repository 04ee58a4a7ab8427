const part = /\\([\\$}])|\$\{\d+:((?:\\[^]|[^\\}])*)\}|\$\{\d+\|((?:\\[^]|[^\\,|])*)(?:\\[^]|[^\\|])*\|\}|\$\d+/g;

/** What a snippet inserts when nothing is typed over its placeholders; of a choice it is the first. */
export function plainText(snippet: string): string {
  return snippet.replace(
    part,
    (_, escaped?: string, text?: string, first?: string) => escaped ?? (text ?? first ?? '').replace(/\\([^])/g, '$1'),
  );
}
