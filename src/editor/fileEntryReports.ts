import * as vscode from 'vscode';
import { readFileEntries } from './fileEntries.ts';

/** Writes into the log, once each, what is wrong with entries of the setting `wiotp.files`. */
export class FileEntryReports {
  readonly #log: Pick<vscode.LogOutputChannel, 'warn'>;
  readonly #told = new Set<string>();
  #listener: vscode.Disposable | undefined;

  constructor(log: Pick<vscode.LogOutputChannel, 'warn'>) {
    this.#log = log;
  }

  start(): void {
    this.#listener = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('wiotp.files')) this.#report();
    });
    this.#report();
  }

  dispose(): void {
    this.#listener?.dispose();
  }

  #report(): void {
    const scopes = [undefined, ...(vscode.workspace.workspaceFolders ?? [])];
    for (const scope of scopes) {
      const { faults } = readFileEntries(vscode.workspace.getConfiguration('wiotp', scope).get('files'));
      for (const fault of faults) this.#tell(fault);
    }
  }

  #tell(fault: string): void {
    if (this.#told.has(fault)) return;
    this.#told.add(fault);
    this.#log.warn(fault);
  }
}
