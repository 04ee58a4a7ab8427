import * as vscode from 'vscode';
import { isWorthALook } from './worthALook.ts';

/** What finds and follows links. */
export interface TerminalLinks {
  find(line: string): vscode.TerminalLink[];
  follow(link: vscode.TerminalLink): Promise<void>;
}

/** Links in terminals. What finds them is loaded with the first line that may have one. */
export function registerTerminalLinks(load: () => Promise<TerminalLinks>): vscode.Disposable {
  return vscode.window.registerTerminalLinkProvider({
    provideTerminalLinks: async ({ line }) => (isWorthALook(line) ? (await load()).find(line) : []),
    handleTerminalLink: async (link) => (await load()).follow(link),
  });
}
