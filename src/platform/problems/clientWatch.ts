import { lintMessage } from '../../lint/lintMessage.ts';
import type { Problem } from '../../lint/problem.ts';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { ConnectionEvent, TrafficRecord } from '../../rpc/log/traffic.ts';
import { isDeviceManagement } from '../../wiotp/kind.ts';
import { matchTopic, type TopicMatch } from '../../wiotp/topic.ts';
import { idleFilter } from '../../wiotp/topics/idleFilter.ts';
import type { EventSample } from './eventSample.ts';
import { closeProblem } from './closeProblem.ts';
import { LiveConversation, type Followed } from './liveConversation.ts';
import type { FoundProblem } from './problemList.ts';

/** Who is watched, and where what is found goes. */
export interface WatchSurroundings {
  readonly sender: 'device' | 'gateway';
  /** The client itself. */
  readonly device: DeviceName;
  /** Whether it counts as managed when it is seen first. */
  readonly managed: boolean;
  readonly sample: EventSample;
  /** Something is wrong with what a device did: the client, or one that it speaks for. */
  readonly found: (device: DeviceName, problem: FoundProblem) => void;
  /** What was found of a device turned out to be wrong. */
  readonly withdrawn: (device: DeviceName, problem: FoundProblem) => void;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Watches one client: what it sends, and in which order. */
export class ClientWatch {
  readonly #surroundings: WatchSurroundings;
  readonly #conversation: LiveConversation;
  /** Rules that were told of this connection, so that its end does not tell them again. */
  readonly #told = new Set<string>();
  /** When the events of a topic are looked at again. */
  readonly #due = new Map<string, number>();

  constructor(surroundings: WatchSurroundings) {
    this.#surroundings = surroundings;
    const { sender, device, managed, found, withdrawn } = surroundings;
    this.#conversation = new LiveConversation({ client: sender, device, managed, found, withdrawn });
  }

  get device(): DeviceName {
    return this.#surroundings.device;
  }

  /** Whether it may speak for other devices. */
  get isGateway(): boolean {
    return this.#surroundings.sender === 'gateway';
  }

  take(record: TrafficRecord): void {
    if (record.event !== undefined) return this.#connection(record.event);
    const { topic, direction, payload, time } = record;
    if (topic.startsWith('iotd')) return this.#management(record);
    if (direction === 'down' || !this.#surroundings.sample.wants(this.#due, topic, payload.length, time)) return;
    const match = matchTopic(topic, this.#surroundings.sender);
    this.#lint(record, match, textOf(payload), { unwanted: false });
  }

  /** See {@link LiveConversation.overdue}. */
  overdue(device: DeviceName, reqIds: ReadonlySet<string>): void {
    this.#conversation.overdue(device, reqIds);
  }

  #management(record: TrafficRecord): void {
    const match = matchTopic(record.topic);
    const text = textOf(record.payload);
    const followed = this.#conversation.message(record, match, text);
    if (record.direction === 'up') this.#lint(record, match, text, followed);
  }

  #lint(
    { topic, payload, qos, retain }: TrafficRecord,
    match: TopicMatch | undefined,
    text: string | undefined,
    { answers, unwanted }: Followed,
  ): void {
    const { sender, device, found } = this.#surroundings;
    const message = { text, payloadBytes: payload.length, topic, sender, qos, retain };
    const all = lintMessage({ ...message, ...(match === undefined ? {} : { match }), ...(answers === undefined ? {} : { answers }) });
    // That nobody wanted the answer is all that there is to say about its reqId.
    const problems = unwanted ? all.filter((problem) => !lacksReqId(problem)) : all;
    if (problems.length === 0) return;
    const { typeId, deviceId } = match !== undefined && isDeviceManagement(match.kind) ? { ...device, ...match.parts } : device;
    for (const problem of problems.slice(0, mostFindings)) {
      this.#told.add(problem.rule);
      found({ typeId, deviceId }, { rule: problem.rule, severity: problem.severity, message: problem.message, topic });
    }
  }

  #connection(event: ConnectionEvent): void {
    const { sender, device, found } = this.#surroundings;
    this.#conversation.connection(event);
    if (event.kind === 'connection.open') {
      this.#due.clear();
      this.#told.clear();
    }
    const problem = closeProblem(event);
    if (problem !== undefined && !this.#told.has(problem.rule)) found(device, problem);
    const idle = event.filter === undefined ? undefined : idleFilter(sender, event.filter);
    if (idle !== undefined)
      found(device, { rule: 'transcript/idle-filter', severity: 'warning', message: `${idle.reason} ${idle.advice}` });
  }
}

/** How many findings about one message are told. */
const mostFindings = 20;

function lacksReqId({ rule, message }: Problem): boolean {
  return rule === 'schema/required' && message.startsWith('reqId is missing.');
}

function textOf(payload: Uint8Array): string | undefined {
  try {
    return decoder.decode(payload);
  } catch {
    return undefined;
  }
}
