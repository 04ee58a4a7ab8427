import * as vscode from 'vscode';

/** What finds and follows links. */
export interface TerminalLinks {
  find(line: string): vscode.TerminalLink[];
  follow(link: vscode.TerminalLink): Promise<void>;
}

/** Lines without any of this have no links. */
const worthALook = /iot|reqid|\brc|code|clos|connect|refus|-[\da-f]{4}-/i;

/** Links in terminals. What finds them is loaded with the first line that may have one. */
export function registerTerminalLinks(load: () => Promise<TerminalLinks>): vscode.Disposable {
  return vscode.window.registerTerminalLinkProvider({
    provideTerminalLinks: async ({ line }) => (worthALook.test(line) ? (await load()).find(line) : []),
    handleTerminalLink: async (link) => (await load()).follow(link),
  });
}
