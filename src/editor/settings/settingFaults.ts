import * as vscode from 'vscode';
import { readFileEntries } from '../../lint/files/fileEntries.ts';
import { Faults } from './faults.ts';
import { lintSettings } from './lintSettings.ts';

/** Tells what is wrong with our settings about files and lint. */
export class SettingFaults {
  readonly #faults: Faults;
  #listener: vscode.Disposable | undefined;

  constructor(tell: (fault: string) => void) {
    this.#faults = new Faults(tell);
  }

  start(): void {
    this.#listener = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('wiotp')) this.#report();
    });
    this.#report();
  }

  dispose(): void {
    this.#listener?.dispose();
  }

  #report(): void {
    this.#faults.report([undefined, ...(vscode.workspace.workspaceFolders ?? [])].flatMap(faultsOf));
  }
}

function faultsOf(scope: vscode.WorkspaceFolder | undefined): readonly string[] {
  const { faults } = readFileEntries(vscode.workspace.getConfiguration('wiotp', scope).get('files'));
  return [...faults, ...lintSettings(scope).faults];
}
