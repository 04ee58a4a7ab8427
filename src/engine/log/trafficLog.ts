import type { LogCounters } from '../../rpc/engineContract.ts';
import { Pace } from '../../rpc/pace.ts';
import type { LogExtent, LogMessage, LogRow } from '../../rpc/traffic.ts';
import { isDeviceManagement } from '../../wiotp/kind.ts';
import { readEnvelope, type Envelope } from '../../wiotp/envelope.ts';
import type { TopicMatch } from '../../wiotp/topic.ts';
import type { LoggedMessage } from '../store/storedMessage.ts';
import type { TrafficArchive } from '../store/trafficArchive.ts';
import { worstOf, type Judge } from './judge.ts';
import { KindFinder } from './kindFinder.ts';
import { toLogMessage, toLogRow } from './logRow.ts';
import { Pairing } from './pairing.ts';
import { unpackRecords, type BatchRecord, type RecordBatch } from './recordBatch.ts';

/** How a log tells that it grew. */
export interface TrafficLogOptions {
  readonly judge: Judge;
  /** The log grew or was cleared; at most ten times a second, and always after the last change. */
  readonly grew: (extent: LogExtent, counters: LogCounters) => void;
}

const grewMs = 100;

/** Nobody gets more rows than this at once. */
const mostRows = 1_000;

const nothing: Envelope = {};

/** The traffic log: finds out about each message what there is to know, and keeps it. */
export class TrafficLog {
  readonly #archive: TrafficArchive;
  readonly #judge: Judge;
  readonly #grew: Pace;
  readonly #kinds = new KindFinder();
  readonly #pairing = new Pairing();
  #received = 0;
  #lost = 0;

  constructor(archive: TrafficArchive, { judge, grew }: TrafficLogOptions) {
    this.#archive = archive;
    this.#judge = judge;
    this.#grew = new Pace(() => grew(this.extent, this.counters), grewMs);
  }

  get extent(): LogExtent {
    return this.#archive.extent;
  }

  get counters(): LogCounters {
    const notKept = this.#lost + this.#archive.dropped;
    return { received: this.#received, stored: this.#received - notKept, notKept };
  }

  /** Takes records in, and how many more there were that never reached the log. */
  take(batch: RecordBatch, lost: number): void {
    const records = unpackRecords(batch);
    this.#received += records.length + lost;
    this.#lost += lost;
    for (const record of records) this.#take(record);
    this.#grew.poke();
  }

  rows(from: number, count: number): readonly LogRow[] {
    return this.#archive.rows(from, from + Math.min(count, mostRows)).map(toLogRow);
  }

  /** One message whole, with what the judge says about it now. */
  message(seq: number): LogMessage | undefined {
    const stored = this.#archive.message(seq);
    if (stored === undefined) return undefined;
    const match = this.#kinds.find(stored.topic, stored.client);
    return toLogMessage(stored, match === undefined ? [] : this.#judge(match, stored.payload));
  }

  /** Deletes everything. */
  clear(): void {
    this.#archive.clear();
    this.#pairing.clear();
    this.#grew.poke();
  }

  /** Writes what is not yet written and closes the log. */
  close(): void {
    this.#grew.dispose();
    this.#archive.close();
  }

  #take(record: BatchRecord): void {
    const match = record.event === undefined ? this.#kinds.find(record.topic, record.clientId) : undefined;
    if (match === undefined) this.#archive.append({ ...record, kind: record.event?.kind, problems: 0 });
    else this.#takeKnown(record, match);
  }

  #takeKnown(record: BatchRecord, match: TopicMatch): void {
    const { kind } = match;
    const { reqId, rc } = isDeviceManagement(kind) ? readEnvelope(record.payload) : nothing;
    // Devices send what they like, also numbers that fit into no column.
    const code = Number.isSafeInteger(rc) ? rc : undefined;
    const findings = this.#judge(match, record.payload);
    const { at, clientId, time } = record;
    const seq = this.#archive.extent.end;
    const request = reqId === undefined ? undefined : this.#pairing.take(seq, { at, clientId, time, kind, reqId });
    const message: LoggedMessage = {
      ...record,
      kind: kind.name,
      reqId,
      // A request has no rc of its own; it gets its answer's.
      rc: kind.answer === undefined ? code : undefined,
      partner: request,
      severity: worstOf(findings),
      problems: findings.length,
    };
    this.#archive.append(message);
    if (request !== undefined) this.#archive.link({ request: request.seq, answer: { seq, ms: request.ms }, rc: code });
  }
}
