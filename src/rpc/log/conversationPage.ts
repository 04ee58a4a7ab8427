import { webviewPage, type WebviewPageParts } from '../webviewPage.ts';

/** The page of the conversation view. */
export function conversationPage(parts: WebviewPageParts): string {
  return webviewPage({ title: 'Conversation', rootId: 'conversation' }, parts);
}
