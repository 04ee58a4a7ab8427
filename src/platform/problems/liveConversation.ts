import { rules } from '../../lint/rules.ts';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { TrafficRecord } from '../../rpc/log/traffic.ts';
import { Deliveries } from '../../transcript/conversation/endless/deliveries.ts';
import { EndlessConversation } from '../../transcript/conversation/endless/endlessConversation.ts';
import type { Happening } from '../../transcript/conversation/endless/happening.ts';
import { slimPayload } from '../../transcript/conversation/endless/slimPayload.ts';
import type { MessageEvent } from '../../transcript/conversation/event.ts';
import { reqIdOf } from '../../transcript/conversation/exchange.ts';
import type { ConversationFinding, Findings } from '../../transcript/conversation/finding.ts';
import type { CatalogKind } from '../../wiotp/catalog.ts';
import type { TopicMatch } from '../../wiotp/topic.ts';
import type { FoundProblem } from './problemList.ts';

/** Whose conversation it is, and where what is found goes. */
export interface ConversationSurroundings {
  readonly client: 'device' | 'gateway';
  readonly device: DeviceName;
  /** Whether the client and those it speaks for count as managed from the beginning. */
  readonly managed: boolean;
  readonly found: (device: DeviceName, problem: FoundProblem) => void;
  /** What was found turned out to be wrong. */
  readonly withdrawn: (device: DeviceName, problem: FoundProblem) => void;
}

/** What became of a message. */
export interface Followed {
  /** The kind of the request that it answers. */
  readonly answers?: CatalogKind;
  /** Whether it answers a request that asked for no answer. */
  readonly unwanted: boolean;
}

/** What is known of an event when a finding names it. */
interface Place {
  readonly device: DeviceName;
  readonly topic?: string;
  readonly reqId?: string;
  /** The platform sent it: what is wrong with it is none of the device's doing. */
  readonly ours: boolean;
}

/** How many characters of a topic are kept. */
const longestTopic = 1000;

/** How many events are known by their numbers. */
const mostPlaces = 500;

/** What the check of the payload says already. */
const saidByPayload: ReadonlySet<string> = new Set(['conversation/answer-without-reqId']);

/** Follows what happens between the platform and one client, with bounded memory, and tells what the client gets out of order. */
export class LiveConversation {
  readonly #surroundings: ConversationSurroundings;
  readonly #conversation: EndlessConversation;
  readonly #deliveries = new Deliveries();
  readonly #places = new Map<number, Place>();
  /** Requests of which it was told that they stay unanswered, with the problem that this is. */
  readonly #unanswered = new Map<number, readonly [device: DeviceName, problem: FoundProblem]>();
  #nextId = 0;

  constructor(surroundings: ConversationSurroundings) {
    this.#surroundings = surroundings;
    const { client, device, managed } = surroundings;
    this.#conversation = new EndlessConversation({ client, managed, own: `${device.typeId}/${device.deviceId}` });
  }

  /** Takes a message of Device Management. Another delivery of one means nothing new. */
  message(record: TrafficRecord, match: TopicMatch | undefined, text: string | undefined): Followed {
    if (this.#deliveries.take(record)) return { unwanted: false };
    const { topic, time, direction } = record;
    const { client, device } = this.#surroundings;
    const { value, weight } = slimPayload(text);
    const ours = direction === 'down';
    const { kind, parts = {} } = match ?? {};
    const event: MessageEvent = {
      type: 'message',
      id: this.#nextId++,
      topic,
      kind,
      parts,
      sender: ours ? 'platform' : client,
      at: time,
      payload: value,
    };
    const { typeId, deviceId } = { ...device, ...parts };
    const reqId = reqIdOf(event);
    this.#notePlace(event.id, {
      device: { typeId, deviceId },
      topic: topic.slice(0, longestTopic),
      ours,
      ...(reqId === undefined ? {} : { reqId }),
    });
    const { findings, answers } = this.#conversation.message(event, weight);
    this.#tell(findings);
    const unwanted = findings.some(({ rule }) => rule === 'conversation/answer-unwanted');
    return { unwanted, ...(answers === undefined ? {} : { answers: answers.kind }) };
  }

  connection(happening: Happening): void {
    const id = this.#nextId++;
    this.#notePlace(id, { device: this.#surroundings.device, ours: false });
    this.#tell(this.#conversation.connection(id, happening));
  }

  /** These requests have timed out: tells what the device left undone about them. */
  overdue(device: DeviceName, reqIds: ReadonlySet<string>): void {
    for (const finding of this.#conversation.missing()) {
      const place = this.#places.get(finding.place.event);
      if (place?.reqId === undefined || !reqIds.has(place.reqId)) continue;
      if (place.device.typeId !== device.typeId || place.device.deviceId !== device.deviceId) continue;
      const problem = this.#found(finding, place);
      if (finding.rule === 'conversation/unanswered') this.#noteUnanswered(finding.place.event, place.device, problem);
    }
  }

  #noteUnanswered(request: number, device: DeviceName, problem: FoundProblem): void {
    this.#conversation.giveUp(request);
    this.#unanswered.set(request, [device, problem]);
    const [oldest] = this.#unanswered.keys();
    if (oldest !== undefined && this.#unanswered.size > mostPlaces) this.#unanswered.delete(oldest);
  }

  /** An answer came after all. */
  #answeredLate(request: number): void {
    const told = this.#unanswered.get(request);
    if (told === undefined) return;
    this.#unanswered.delete(request);
    this.#surroundings.withdrawn(...told);
  }

  #notePlace(id: number, place: Place): void {
    this.#places.set(id, place);
    this.#places.delete(id - mostPlaces);
  }

  #tell(findings: Findings): void {
    for (const finding of findings) {
      const place = this.#places.get(finding.place.event);
      if (finding.rule === 'conversation/answer-late') this.#answeredLate(finding.related?.[0]?.place.event ?? -1);
      if (place !== undefined && !place.ours && !saidByPayload.has(finding.rule)) this.#found(finding, place);
    }
  }

  #found({ rule, message }: ConversationFinding, { device, topic, ours }: Place): FoundProblem {
    const problem = { rule, severity: rules[rule].severity, message, ...(topic === undefined || ours ? {} : { topic }) };
    this.#surroundings.found(device, problem);
    return problem;
  }
}
