/** What the webviews load: of each page its code and its styles, by their paths in the project. */
export const webviewSources: readonly string[] = ['trafficLog', 'board', 'plot', 'conversation'].flatMap((page) => [
  `src/webview/${page}.tsx`,
  `src/webview/${page}.css`,
]);
