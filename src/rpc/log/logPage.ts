import { webviewPage, type WebviewPageParts } from '../webviewPage.ts';

/** The page of the log view. */
export function trafficLogPage(parts: WebviewPageParts): string {
  return webviewPage({ title: 'Device Traffic', rootId: 'log' }, parts);
}
