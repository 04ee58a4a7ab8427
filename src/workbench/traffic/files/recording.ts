import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { RecordingState } from '../../../rpc/log/logFiles.ts';
import { Refusal } from '../../../wiotp/refusal.ts';
import { Bin } from '../../bin.ts';
import type { Engine } from '../../engine.ts';
import { commands, contextKeys } from '../../ids.ts';
import type { Notices } from '../../notices.ts';

/** The recording as a window knows it: a status bar item while it runs, the menus' context key, and a word when it ends by itself. */
export class Recording {
  readonly #engine: Engine;
  readonly #notices: Notices;
  readonly #bin = new Bin();
  #state: RecordingState | undefined;
  #item: vscode.StatusBarItem | undefined;

  constructor({ engine, notices }: { readonly engine: Engine; readonly notices: Notices }) {
    this.#engine = engine;
    this.#notices = notices;
  }

  start(): void {
    this.#bin.add(this.#engine.onLog(({ log, item }) => log === 'live' && this.#take(item.recording)));
    this.#bin.add(this.#engine.onCrash(() => this.#crashed()));
  }

  dispose(): void {
    this.#bin.dispose();
    this.#item?.dispose();
  }

  #take(state: RecordingState | undefined): void {
    const before = this.#state;
    this.#state = state;
    if (state?.failed !== undefined) {
      if (before?.failed === undefined) void this.#ended(state.failed);
    } else this.#show(state);
  }

  /** The engine keeps a recording that failed until somebody was told. */
  async #ended(why: string): Promise<void> {
    this.#show(undefined);
    // An engine that is gone keeps nothing.
    await this.#engine
      .calls()
      .then((calls) => calls.ask('stopRecording'))
      .catch(() => undefined);
    const error = new Refusal(why, {
      rule: 'recording',
      advice: vscode.l10n.t('The recording has ended; what is in the file stays there, as whole lines.'),
    });
    await this.#notices.error(vscode.l10n.t('Recording'), error);
  }

  #crashed(): void {
    const state = this.#state;
    this.#take(undefined);
    if (state === undefined) return;
    const text = vscode.l10n.t('The recording into {0} has ended with the engine; what is in the file stays there.', basename(state.file));
    void this.#notices.warn(text);
  }

  #show(state: RecordingState | undefined): void {
    if ((this.#item === undefined) === (state !== undefined)) {
      void vscode.commands.executeCommand('setContext', contextKeys.recording, state !== undefined);
    }
    if (state === undefined) {
      this.#item?.dispose();
      this.#item = undefined;
      return;
    }
    this.#item ??= newItem();
    this.#item.text = `$(record) ${vscode.l10n.t('{0} recorded', state.written.toLocaleString('en'))}`;
    this.#item.tooltip = vscode.l10n.t('Device traffic is being recorded into {0}. Choose this to stop.', state.file);
    this.#item.show();
  }
}

function newItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('wiotp.recording', vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('Device Traffic Recording');
  item.command = commands.stopRecording;
  return item;
}
