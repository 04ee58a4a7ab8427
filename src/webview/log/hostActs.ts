import type { LogCommand, LogPlace, PendingRow } from '../../rpc/log/logContract.ts';
import type { RowNumbers } from '../../rpc/log/traffic.ts';
import type { LogHost } from './logHost.ts';
import type { Reports } from '../reports.ts';

/** What the reader has the extension do. What goes wrong on the way is reported. */
export class HostActs {
  readonly #host: LogHost;
  readonly #reports: Reports;

  constructor(host: LogHost, reports: Reports) {
    this.#host = host;
    this.#reports = reports;
  }

  /** Runs a command of the extension. */
  run(command: LogCommand, place: LogPlace, failed = 'The command could not be run'): void {
    void this.#try(failed, this.#host.ask('run', command, place));
  }

  /** The same; waits until the command is done, or has failed. */
  async ran(command: LogCommand, place: LogPlace): Promise<void> {
    await this.#try('The command could not be run', this.#host.ask('run', command, place));
  }

  /** Registers the device of a refused attempt. */
  register(attempt: string): void {
    void this.#try('The device could not be registered', this.#host.ask('register', attempt));
  }

  /** Has the reader answer a request that waits. */
  answer(row: PendingRow): void {
    void this.#try('The request could not be answered', this.#host.ask('answer', row));
  }

  /** Commands that are given no row are about this range from now on. */
  chosen(range: RowNumbers | undefined): void {
    void this.#try('The extension could not be told which rows are selected', this.#host.ask('chosen', range));
  }

  /** Puts a text on the clipboard; `what` says which, for the reader. */
  copy(text: string, what: string): void {
    void this.#try(
      `${what} could not be copied`,
      this.#host.ask('copy', text).then(() => this.#reports.did(`${what} copied`)),
    );
  }

  async #try(failed: string, act: Promise<unknown>): Promise<void> {
    try {
      await act;
    } catch (error) {
      this.#reports.failed(failed, error);
    }
  }
}
