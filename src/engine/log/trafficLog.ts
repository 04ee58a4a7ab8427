import type { LogCounters } from '../../rpc/engineContract.ts';
import { Pace } from '../../rpc/pace.ts';
import type { ConnectionEvent, LogExtent, LogMessage, LogRow } from '../../rpc/traffic.ts';
import { findKind } from '../../wiotp/catalog.ts';
import { isDeviceManagement } from '../../wiotp/kind.ts';
import { readEnvelope, type Envelope } from '../../wiotp/envelope.ts';
import type { LoggedMessage } from '../store/storedMessage.ts';
import type { TrafficArchive } from '../store/trafficArchive.ts';
import { worstOf, type Finding, type Judge } from './judge.ts';
import { KindFinder } from './kindFinder.ts';
import { toLogMessage, toLogRow, toMessage } from './logRow.ts';
import { Pairing } from './pairing.ts';
import { Repeats } from './repeats.ts';
import { unpackRecords, type BatchRecord, type RecordBatch } from './recordBatch.ts';

/** Who judges messages. */
export interface JudgeBench {
  /** What is wrong with a message, at once. */
  readonly judge: Judge;
  /** What else is wrong with it, which takes its time to find; `undefined` when nobody looks for it. */
  own?(topic: string, payload: Uint8Array): Promise<readonly Finding[]> | undefined;
}

/** Who judges for a log, and how it tells that it grew. */
export interface TrafficLogOptions {
  readonly bench: JudgeBench;
  /** The log grew, was cleared or changed; at most ten times a second, and always after the last change. */
  readonly grew: (extent: LogExtent, counters: LogCounters) => void;
}

const grewMs = 100;

/** Nobody gets more rows than this at once. */
const mostRows = 1_000;

const nothing: Envelope = {};

/** The traffic log: finds out about each message what there is to know, and keeps it. */
export class TrafficLog {
  readonly #archive: TrafficArchive;
  readonly #bench: JudgeBench;
  readonly #grew: Pace;
  readonly #kinds = new KindFinder();
  readonly #pairing = new Pairing();
  readonly #repeats = new Repeats();
  #received = 0;
  #lost = 0;
  #revision = 0;
  #isClosed = false;
  /** What failed after its batch had been taken: whoever sends the next one is told. */
  #failure: Error | undefined;

  constructor(archive: TrafficArchive, { bench, grew }: TrafficLogOptions) {
    this.#archive = archive;
    this.#bench = bench;
    this.#grew = new Pace(() => grew(this.extent, this.counters), grewMs);
  }

  get extent(): LogExtent {
    const { extent } = this.#archive;
    return this.#revision === 0 ? extent : { ...extent, revision: this.#revision };
  }

  get counters(): LogCounters {
    const notKept = this.#lost + this.#archive.dropped;
    return { received: this.#received, stored: this.#received - notKept, notKept };
  }

  /**
   * Takes records in, and how many more there were that never reached the log.
   * @throws Error when a verdict on an earlier message could not be had or kept.
   */
  take(batch: RecordBatch, lost: number): void {
    if (this.#failure !== undefined) throw this.#failure;
    const records = unpackRecords(batch);
    this.#received += records.length + lost;
    this.#lost += lost;
    for (const record of records) this.#take(record);
    this.#grew.poke();
  }

  rows(from: number, count: number): readonly LogRow[] {
    return this.#archive.rows(from, from + Math.min(count, mostRows)).map(toLogRow);
  }

  /** One message whole, with what the judges say about it now. */
  async message(seq: number): Promise<LogMessage | undefined> {
    const stored = this.#archive.message(seq);
    if (stored === undefined) return undefined;
    if (stored.event !== null) return toLogMessage(stored, []);
    const match = this.#kinds.find(stored.topic, stored.client);
    const answers = match?.kind.answer === undefined ? findKind(stored.partner_kind ?? '') : undefined;
    const findings = this.#bench.judge(toMessage(stored), match, answers);
    const own = await this.#bench.own?.(stored.topic, stored.payload);
    return toLogMessage(stored, own === undefined ? findings : [...findings, ...own]);
  }

  /** Deletes everything. */
  clear(): void {
    this.#archive.clear();
    this.#pairing.clear();
    this.#repeats.clear();
    this.#grew.poke();
  }

  /** Writes what is not yet written and closes the log. */
  close(): void {
    this.#isClosed = true;
    this.#grew.dispose();
    this.#archive.close();
  }

  #take(record: BatchRecord): void {
    if (record.event === undefined) this.#takeMessage(record);
    else this.#takeEvent(record, record.event);
  }

  #takeEvent(record: BatchRecord, event: ConnectionEvent): void {
    const repeat = this.#repeats.take(record, event, this.#archive.extent.end);
    if (repeat === undefined) {
      this.#archive.append({ ...record, kind: event.kind, problems: 0 });
      return;
    }
    this.#archive.changeEvent(repeat);
    this.#revision++;
  }

  #takeMessage(record: BatchRecord): void {
    const match = this.#kinds.find(record.topic, record.clientId);
    const kind = match?.kind;
    const { reqId, rc } = kind !== undefined && isDeviceManagement(kind) ? readEnvelope(record.payload) : nothing;
    // Devices send what they like, also numbers that fit into no column.
    const code = Number.isSafeInteger(rc) ? rc : undefined;
    const { at, clientId, time } = record;
    const seq = this.#archive.extent.end;
    const request = reqId === undefined || kind === undefined ? undefined : this.#pairing.take(seq, { at, clientId, time, kind, reqId });
    const partner = request === undefined ? undefined : { seq: request.seq, ms: request.ms };
    const findings = this.#bench.judge(record, match, request?.kind);
    const message: LoggedMessage = {
      ...record,
      kind: kind?.name,
      reqId,
      // A request has no rc of its own; it gets its answer's.
      rc: kind?.answer === undefined ? code : undefined,
      partner,
      severity: worstOf(findings),
      problems: findings.length,
    };
    this.#archive.append(message);
    if (partner !== undefined) this.#archive.link({ request: partner.seq, answer: { seq, ms: partner.ms }, rc: code });
    this.#bench
      .own?.(record.topic, record.payload)
      ?.then((own) => this.#judgeLater(seq, findings, own))
      .catch((cause: unknown) => {
        const why = cause instanceof Error ? cause.message : String(cause);
        this.#failure ??= new Error(`What own schemas say about a message could not be had or kept: ${why}`, { cause });
      });
  }

  /** Adds what was found after the message was taken. */
  #judgeLater(seq: number, before: readonly Finding[], own: readonly Finding[]): void {
    const findings = [...before, ...own];
    const severity = worstOf(findings);
    if (own.length === 0 || severity === undefined || this.#isClosed) return;
    this.#archive.judge({ seq, severity, problems: findings.length });
    this.#revision++;
    this.#grew.poke();
  }
}
