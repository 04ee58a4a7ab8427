import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { LogName } from '../../../rpc/log/logCalls.ts';
import type { OpenedLog } from '../../../rpc/log/logFiles.ts';
import { Refusal } from '../../../wiotp/refusal.ts';
import type { Engine } from '../../engine.ts';
import type { LogSource } from '../logSource.ts';

/** A file that is shown as a log. */
export class FileLog implements LogSource {
  readonly #uri: vscode.Uri;
  readonly #engine: Engine;
  #opening: Promise<OpenedLog> | undefined;
  #opened: OpenedLog | undefined;
  #isClosed = false;

  constructor(uri: vscode.Uri, engine: Engine) {
    this.#uri = uri;
    this.#engine = engine;
  }

  get file(): string {
    return basename(this.#uri.path);
  }

  get notice(): string {
    return this.#opened?.notice ?? '';
  }

  get log(): LogName | undefined {
    return this.#opened?.log;
  }

  async open(): Promise<LogName> {
    this.#opening ??= this.#read();
    try {
      const opened = await this.#opening;
      this.#opened = opened;
      if (this.#isClosed) this.#forget(opened.log);
      return opened.log;
    } catch (error) {
      // The file may be there when it is asked for again.
      this.#opening = undefined;
      throw error;
    }
  }

  lost(): void {
    this.#opening = undefined;
    this.#opened = undefined;
  }

  close(): void {
    this.#isClosed = true;
    if (this.#opened !== undefined) this.#forget(this.#opened.log);
  }

  async #read(): Promise<OpenedLog> {
    if (this.#uri.scheme !== 'file') {
      throw new Refusal(vscode.l10n.t('{0} is not on this machine’s disks.', this.#uri.toString(true)), {
        rule: 'traffic file',
        advice: vscode.l10n.t('Copy it to a folder first.'),
      });
    }
    return (await this.#engine.calls()).ask('openLog', this.#uri.fsPath);
  }

  #forget(log: LogName): void {
    // An engine that is gone has forgotten it already.
    void this.#engine
      .calls()
      .then((calls) => calls.ask('closeLog', log))
      .catch(() => undefined);
  }
}
