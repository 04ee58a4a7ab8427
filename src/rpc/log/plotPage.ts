import { webviewPage, type WebviewPageParts } from '../webviewPage.ts';

/** The page of a plot. */
export function plotPage(parts: WebviewPageParts): string {
  return webviewPage({ title: 'Plot', rootId: 'plot' }, parts);
}
