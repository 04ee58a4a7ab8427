import { webviewPage, type WebviewPageParts } from '../webviewPage.ts';

/** The page of the view *Connect a Board*. */
export function boardPage(parts: WebviewPageParts): string {
  return webviewPage({ title: 'Connect a Board', rootId: 'board' }, parts);
}
