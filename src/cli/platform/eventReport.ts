import type { TrafficRecord } from '../../rpc/log/traffic.ts';
import type { LineOutput } from '../lineOutput.ts';
import { happened, happenedText } from './happened.ts';

/** Writes a line for each thing that happens on a platform. */
export class EventReport {
  readonly #out: LineOutput;
  readonly #json: boolean;

  constructor(out: LineOutput, json: boolean) {
    this.#out = out;
    this.#json = json;
  }

  take(record: TrafficRecord): void {
    const line = happened(record);
    if (line !== undefined) this.#out.write(() => (this.#json ? JSON.stringify(line) : happenedText(line)));
  }

  /** Says that so many things happened that are not known. */
  lost(count: number): void {
    if (count === 0) return;
    this.#out.write(() =>
      this.#json ? JSON.stringify({ event: 'lost', count }) : `(${count} more things happened, faster than they could be told)`,
    );
  }
}
