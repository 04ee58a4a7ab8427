import type { Clock } from '../../../rpc/node/clock.ts';
import { Pace } from '../../../rpc/pace.ts';
import type { LogCounters, LogHold, Retention } from '../../../rpc/log/logCalls.ts';
import type { ConnectionEvent } from '../../../rpc/log/traffic.ts';
import { deviceOf } from '../../../transcript/conversation/exchange.ts';
import { readEnvelope, type Envelope } from '../../../wiotp/envelope.ts';
import type { Refusal } from '../../../wiotp/refusal.ts';
import type { TopicMatch } from '../../../wiotp/topic.ts';
import { fromFlags } from '../../store/flags.ts';
import type { OriginFacts } from '../../../filter/facts.ts';
import type { LoggedMessage, Remark } from '../../store/storedMessage.ts';
import type { TrafficArchive } from '../../store/trafficArchive.ts';
import { AnswerWatch } from './answerWatch.ts';
import type { ArchiveReader } from '../reading/archiveReader.ts';
import { logEnded } from '../reading/whyClosed.ts';
import { ArrivalCounters } from './arrivalCounters.ts';
import { worstOf, type Finding } from '../verdicts/judge.ts';
import type { JudgeBench } from '../verdicts/judgeBench.ts';
import { isTooLarge } from '../verdicts/tooLarge.ts';
import { ClientDeliveries } from './clientDeliveries.ts';
import { KindFinder } from './kindFinder.ts';
import { lastPairs } from './lastPairs.ts';
import { LiveConversations } from './liveConversations.ts';
import { markerRecord } from './markerRecord.ts';
import { Pairing } from './pairing.ts';
import { Repeats } from './repeats.ts';
import { UnpackedBatch, type BatchRecord, type Lost, type RecordBatch, type Route } from '../thread/recordBatch.ts';

/** What a log is made of, and how it tells that it grew. */
export interface TrafficLogOptions {
  readonly archive: TrafficArchive;
  /** Reads the same archive; it is told what changed. */
  readonly reader: ArchiveReader;
  readonly bench: JudgeBench;
  readonly clock: Clock;
  /** The log grew, was cleared or changed, and its observers have been told; at most ten times a second, and always after the last change. */
  readonly grew: () => void;
}

const grewMs = 100;

const nothing: Envelope = {};

/** How all topics of Device Management begin [D-mqtt]. */
const managementPrefix = 'iotd';

/** What a log holds at most unless somebody says otherwise. */
export const defaultRetention: Retention = { megabytes: 200, days: 7 };

/** The log that grows: finds out about each message what there is to know, and keeps it. */
export class TrafficLog {
  readonly #archive: TrafficArchive;
  readonly #reader: ArchiveReader;
  readonly #bench: JudgeBench;
  readonly #grew: Pace;
  readonly #kinds = new KindFinder();
  readonly #deliveries = new ClientDeliveries();
  readonly #pairing = new Pairing();
  readonly #repeats = new Repeats();
  readonly #counters = new ArrivalCounters();
  readonly #conversations: LiveConversations;
  readonly #answers: AnswerWatch;
  #retention = defaultRetention;
  #isClosed = false;
  /** What failed after its batch had been taken: whoever sends the next one is told. */
  #failure: Error | undefined;

  constructor({ archive, reader, bench, clock, grew }: TrafficLogOptions) {
    this.#archive = archive;
    this.#reader = reader;
    this.#bench = bench;
    this.#grew = new Pace(() => {
      reader.tell();
      grew();
    }, grewMs);
    this.#answers = new AnswerWatch({ clock, timedOut: (seq) => this.#changed(seq) });
    this.#conversations = new LiveConversations({ clock, changed: (seq, remarks) => this.#remark(seq, remarks) });
  }

  get counters(): LogCounters {
    return this.#counters.with(this.#archive.left);
  }

  get hold(): LogHold {
    return { bytes: this.#archive.bytes, retention: this.#retention, pruned: this.#archive.pruned };
  }

  /**
   * Takes records in, and how many more there were that never reached the log.
   * @throws Error when a verdict on an earlier message could not be had or kept.
   */
  take(batch: RecordBatch, lost: Lost): void {
    if (this.#failure !== undefined) throw this.#failure;
    this.#counters.lost(lost);
    const unpacked = new UnpackedBatch(batch);
    const routes = batch.routes.map((route) => this.#knownRoute(route));
    for (let index = 0; index < batch.places.length; index++) {
      const route = routes[batch.places[index] ?? 0];
      if (route === undefined || route.isSpecial || unpacked.hasMore(index)) this.#take(unpacked.record(index));
      else this.#takePlain(route, batch.times[index] ?? 0, batch.flags[index] ?? 0, unpacked.payload(index));
    }
    this.#grew.poke();
  }

  /** Knows again which of the last requests wait for their answers, in a log that was there before. */
  resume(): void {
    if (this.#archive.end > 1) this.#conversations.resume();
    for (const message of lastPairs(this.#archive)) {
      this.#deliveries.take(message);
      if (message.again) continue;
      const { seq, time, kind } = message;
      const partner = this.#pairing.take(seq, message);
      if (kind.answer !== undefined) this.#answers.opened(seq, time);
      if (partner !== undefined) this.#answers.answered(partner.seq);
    }
  }

  /** Cuts the log with words of the user's. */
  addMarker(text: string, time: number): void {
    this.#take(markerRecord(text, time));
    this.#grew.poke();
  }

  setRetention(retention: Retention): void {
    this.#retention = retention;
    this.#archive.retain(retention);
    this.#grew.poke();
  }

  /** Something about the log became news that its own writing does not tell, such as a view of it. */
  poke(): void {
    if (!this.#isClosed) this.#grew.poke();
  }

  /** Deletes everything. */
  clear(): void {
    this.#archive.clear();
    this.#deliveries.clear();
    this.#pairing.clear();
    this.#answers.clear();
    this.#repeats.clear();
    this.#conversations.clear();
    this.#reader.cleared();
    this.#grew.poke();
  }

  /** Writes what is not yet written and closes the log. Whoever still reads it is told why. Once is enough. */
  close(why: Refusal = logEnded()): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#reader.close(why);
    this.#answers.clear();
    this.#conversations.dispose();
    this.#grew.dispose();
    this.#archive.close();
  }

  #take(record: BatchRecord): void {
    if (record.marker !== undefined) this.#takeMarker(record);
    else if (record.event === undefined) this.#takeMessage(record);
    else this.#takeEvent(record, record.event);
  }

  #knownRoute({ clientId, topic }: Route): KnownRoute {
    const match = this.#kinds.find(topic, clientId);
    const kind = match?.kind.name;
    return { clientId, topic, match, ...(kind === undefined ? {} : { kind }), isSpecial: topic.startsWith(managementPrefix) };
  }

  /** A message of which only the linter can say more than its columns do: nearly all are. */
  #takePlain(route: KnownRoute, time: number, flags: number, payload: Buffer): void {
    const { clientId, topic, match, kind } = route;
    const { at, direction, qos, retain } = fromFlags(flags);
    this.#counters.message(at, direction, kind ?? '');
    const findings = this.#bench.judge({ clientId, topic, payload, direction, qos, retain }, match, undefined);
    const details = findings.length === 0 ? undefined : { severity: worstOf(findings), problems: findings.length };
    const seq = this.#archive.end;
    this.#archive.appendPlain(route, time, flags, payload, details);
    this.#counters.stored(at);
    this.#judgeByOwn(seq, { topic, payload }, findings);
  }

  #takeMarker(record: BatchRecord): void {
    this.#counters.event(record.at, 'marker');
    this.#archive.append({ ...record, problems: 0 });
    this.#counters.stored(record.at);
  }

  #takeEvent(record: BatchRecord, event: ConnectionEvent): void {
    this.#counters.event(record.at, event.kind);
    const seq = this.#archive.end;
    const repeat = this.#repeats.take(record, event, seq);
    if (repeat === undefined) {
      const remarks = this.#decided(this.#conversations.connection(seq, record, event));
      this.#archive.append({ ...record, kind: event.kind, problems: 0, remarks });
      this.#counters.stored(record.at);
      return;
    }
    this.#archive.changeEvent(repeat);
    this.#counters.repeated(record.at);
    this.#reader.changed(repeat.seq, true);
  }

  #takeMessage(record: BatchRecord): void {
    const match = this.#kinds.find(record.topic, record.clientId);
    const kind = match?.kind;
    this.#counters.message(record.at, record.direction, kind?.name ?? '');
    const isFollowed = record.topic.startsWith(managementPrefix) && !isTooLarge(record.payload);
    const { reqId, rc } = isFollowed && kind !== undefined ? readEnvelope(record.payload) : nothing;
    // Devices send what they like, also numbers that fit into no column.
    const code = Number.isSafeInteger(rc) ? rc : undefined;
    const { at, clientId, time } = record;
    const seq = this.#archive.end;
    const pair =
      reqId === undefined || match === undefined ? undefined : { at, clientId, device: deviceOf(match), time, kind: match.kind, reqId, rc };
    // Another delivery of a message is no other message: an answer belongs to the first one.
    const again = isFollowed && this.#deliveries.take(record);
    const request = pair === undefined || again ? undefined : this.#pairing.take(seq, pair);
    const partner = request === undefined ? undefined : { seq: request.seq, ms: request.ms, kind: request.kind.name };
    const findings = this.#bench.judge(record, match, request?.kind);
    const remarks = isFollowed && !again ? this.#conversations.message(seq, record, match, partner !== undefined) : [];
    const message: LoggedMessage = {
      ...record,
      again,
      kind: kind?.name,
      reqId,
      // A request has no rc of its own; it gets its answer's.
      rc: kind?.answer === undefined ? code : undefined,
      partner,
      severity: worstOf(findings),
      problems: findings.length,
      remarks: this.#decided(remarks),
    };
    this.#archive.append(message);
    this.#counters.stored(at);
    if (reqId !== undefined && kind?.answer !== undefined && !again) this.#answers.opened(seq, time);
    if (partner !== undefined && kind !== undefined) {
      this.#answers.answered(partner.seq);
      this.#archive.link({ request: partner.seq, answer: { seq, ms: partner.ms, kind: kind.name }, rc: code });
      this.#reader.changed(partner.seq, false);
    }
    this.#judgeByOwn(seq, record, findings);
  }

  /** Asks what own schemas say, which takes its time. */
  #judgeByOwn(seq: number, { topic, payload }: Pick<BatchRecord, 'topic' | 'payload'>, findings: readonly Finding[]): void {
    this.#bench
      .own?.(topic, payload)
      ?.then((own) => this.#judgeLater(seq, findings, own))
      .catch((cause: unknown) => {
        const why = cause instanceof Error ? cause.message : String(cause);
        this.#failure ??= new Error(`What own schemas say about a message could not be had or kept: ${why}`, { cause });
      });
  }

  /** The order of messages says something else about an earlier row than before. */
  #remark(seq: number, remarks: readonly Remark[]): void {
    this.#archive.remark({ seq, remarks: this.#decided(remarks) ?? [] });
    this.#changed(seq);
  }

  /** A row is not what it was. */
  #changed(seq: number): void {
    this.#reader.changed(seq, true);
    this.#grew.poke();
  }

  /** Remarks as the user wants them; `undefined` for none. */
  #decided(remarks: readonly Remark[]): readonly Remark[] | undefined {
    if (remarks.length === 0) return undefined;
    const left = this.#bench.decide?.(remarks) ?? remarks;
    return left.length === 0 ? undefined : left;
  }

  /** Adds what was found after the message was taken. */
  #judgeLater(seq: number, before: readonly Finding[], own: readonly Finding[]): void {
    const findings = [...before, ...own];
    const severity = worstOf(findings);
    if (own.length === 0 || severity === undefined || this.#isClosed) return;
    this.#archive.judge({ seq, severity, problems: findings.length });
    this.#changed(seq);
  }
}

/** What is the same for all messages of a client on a topic. */
interface KnownRoute extends OriginFacts {
  readonly match: TopicMatch | undefined;
  /** It belongs to Device Management, right or wrong: there is more to find out about each message. */
  readonly isSpecial: boolean;
}
