/** What a page of ours needs from its host. The addresses are those of the files that the build puts into `dist/webview`. */
export interface WebviewPageParts {
  /** A value of this page alone, which lets its one script run. */
  readonly nonce: string;
  /** Where styles and fonts may come from. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  readonly codiconUri: string;
}

/** What tells one page from another. */
export interface WebviewPageName {
  readonly title: string;
  /** The ID of the element that the script fills. */
  readonly rootId: string;
}

/**
 * The page of a webview. It loads one script by its nonce, and styles and fonts from the extension; there is nothing
 * else that it may load or run.
 */
export function webviewPage({ title, rootId }: WebviewPageName, parts: WebviewPageParts): string {
  const { nonce, cspSource, scriptUri, styleUri, codiconUri } = parts;
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}; font-src ${cspSource}`;
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${attribute(title)}</title>
    <link rel="stylesheet" href="${attribute(codiconUri)}">
    <link rel="stylesheet" href="${attribute(styleUri)}">
  </head>
  <body>
    <div id="${attribute(rootId)}"></div>
    <script nonce="${attribute(nonce)}" src="${attribute(scriptUri)}"></script>
  </body>
</html>
`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
