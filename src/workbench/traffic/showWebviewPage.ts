import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { WebviewPageParts } from '../../rpc/webviewPage.ts';

/** Lets a webview run its page, which is made of the script and the style of that name in `dist/webview`, and nothing else. */
export function showWebviewPage(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  name: string,
  page: (parts: WebviewPageParts) => string,
): void {
  const folder = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  const uri = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, file)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  webview.html = page({
    nonce: randomBytes(16).toString('base64'),
    cspSource: webview.cspSource,
    scriptUri: uri(`${name}.js`),
    styleUri: uri(`${name}.css`),
    codiconUri: uri('codicon.css'),
  });
}
