import { rules } from '../../../lint/rules.ts';
import { EndlessConversation } from '../../../transcript/conversation/endless/endlessConversation.ts';
import type { Happening } from '../../../transcript/conversation/endless/happening.ts';
import { slimPayload } from '../../../transcript/conversation/endless/slimPayload.ts';
import type { MessageEvent } from '../../../transcript/conversation/event.ts';
import { deviceOf, reqIdOf } from '../../../transcript/conversation/exchange.ts';
import type { ConversationFinding, ConversationRuleId, Findings } from '../../../transcript/conversation/finding.ts';
import type { CatalogKind, KindName } from '../../../wiotp/catalog.ts';
import type { TopicMatch } from '../../../wiotp/topic.ts';
import type { Remark } from '../../store/storedMessage.ts';
import { payloadText } from '../reading/payloadText.ts';
import type { BatchRecord } from '../thread/recordBatch.ts';

/** What a message of Device Management turned out to be. */
export interface Followed {
  readonly remarks: readonly Remark[];
  /** It is a request of the platform that waits for the device. */
  readonly waits: boolean;
}

/** Rows of which there is something else to say than before, with all that there is now. */
export type Changed = ReadonlyMap<number, readonly Remark[]>;

/** How many rows are remembered with what was said of them. */
const mostRemembered = 500;

/** How many characters of a remark are kept. */
const longestMessage = 1000;

/** Nothing that crossed the wire was kept from it; and what the check of the payload says already. */
const unsaid: ReadonlySet<ConversationRuleId> = new Set([
  'conversation/not-connected',
  'conversation/not-subscribed',
  'conversation/answer-without-reqId',
]);

const unconfirmed: ConversationRuleId = 'conversation/restart-unconfirmed';

const restarts: ReadonlySet<KindName> = new Set<KindName>(['dm.reboot', 'dm.factoryReset']);

/**
 * The conversation of one client as the log sees it, by the numbers of its rows. A device counts as managed until it unmanages: that
 * outlives connections, and so it may have been before the log began [D-dm].
 */
export class LiveConversation {
  readonly #client: 'device' | 'gateway';
  readonly #own: string;
  readonly #conversation: EndlessConversation;
  readonly #said = new Map<number, readonly Remark[]>();
  /** Of each device the row with which it accepted its last restart. */
  readonly #restarts = new Map<string, number>();
  /** Of each request to restart that went unanswered into another connection the row that says so: the network may have broken just then. */
  readonly #unconfirmed = new Map<number, number>();
  #changed = new Map<number, readonly Remark[]>();

  /** `own`: how a gateway's topics name the gateway itself, as `type/id`. `isJoined`: the client was seen before, and what it did is forgotten. */
  constructor(client: 'device' | 'gateway', own: string, isJoined: boolean) {
    this.#client = client;
    this.#own = own;
    this.#conversation = new EndlessConversation({ client, managed: true, own }, isJoined);
  }

  /** The conversation of the same client when everything about it was forgotten but that it was seen. */
  joined(): LiveConversation {
    return new LiveConversation(this.#client, this.#own, true);
  }

  /** How much is remembered, in characters, roughly. */
  get weight(): number {
    return this.#conversation.weight;
  }

  /** Takes a message that has become the row `seq`; `isPaired`: the log knows the request that it answers. */
  message(seq: number, record: BatchRecord, match: TopicMatch | undefined, isPaired: boolean): Followed {
    const { topic, direction, time, payload } = record;
    const { value, weight } = slimPayload(payloadText(payload));
    const event: MessageEvent = {
      type: 'message',
      id: seq,
      topic,
      kind: match?.kind,
      parts: match?.parts ?? {},
      sender: direction === 'down' ? 'platform' : this.#client,
      at: time,
      payload: value,
      isPaired,
    };
    const { findings, answers } = this.#conversation.message(event, weight);
    const device = deviceOf(event);
    if (answers !== undefined) this.#answered(answers, { seq, device });
    if (event.kind?.name === 'dm.manage') this.#withdraw(this.#restarts.get(device), 'conversation/manage-missing');
    this.#tell(findings);
    const waits = direction === 'down' && event.kind?.answer !== undefined && reqIdOf(event) !== undefined;
    return { remarks: this.#ofNew(seq), waits };
  }

  /** Takes what happened to the connection, which has become the row `seq`. */
  connection(seq: number, happening: Happening): readonly Remark[] {
    this.#tell(this.#conversation.connection(seq, happening));
    return this.#ofNew(seq);
  }

  /** The platform has given up these requests: notes what the device left undone about them. */
  overdue(requests: ReadonlySet<number>): void {
    for (const finding of this.#conversation.missing()) {
      const { rule, place, related } = finding;
      if (rule === 'conversation/unanswered' && requests.has(place.event)) {
        this.#conversation.giveUp(place.event);
        this.#add(finding);
      } else if (rule === 'conversation/manage-missing' && requests.has(related?.[0]?.place.event ?? -1)) {
        this.#add(finding);
      }
    }
  }

  /** What became of earlier rows since the last call. */
  takeChanged(): Changed {
    const changed = this.#changed;
    if (changed.size > 0) this.#changed = new Map();
    return changed;
  }

  #answered(request: { readonly kind: CatalogKind; readonly event: number }, { seq, device }: { seq: number; device: string }): void {
    this.#withdraw(request.event, 'conversation/unanswered');
    this.#withdraw(this.#unconfirmed.get(request.event), unconfirmed);
    this.#unconfirmed.delete(request.event);
    if (!restarts.has(request.kind.name)) return;
    this.#restarts.delete(device);
    this.#restarts.set(device, seq);
    dropOldest(this.#restarts);
  }

  #tell(findings: Findings): void {
    for (const finding of findings) if (!unsaid.has(finding.rule)) this.#add(finding);
  }

  #add({ rule, message, place: { event }, related }: ConversationFinding): void {
    const asked = rule === unconfirmed ? related?.[0]?.place.event : undefined;
    if (asked !== undefined) this.#unconfirmed.set(asked, event);
    dropOldest(this.#unconfirmed);
    const remark = { rule, severity: rules[rule].severity, message: message.slice(0, longestMessage) };
    this.#say(event, [...(this.#said.get(event) ?? []), remark]);
  }

  /** What was said of an earlier row turned out to be wrong. */
  #withdraw(seq: number | undefined, rule: ConversationRuleId): void {
    const said = seq === undefined ? undefined : this.#said.get(seq);
    const left = said?.filter((remark) => remark.rule !== rule);
    if (seq !== undefined && left !== undefined && left.length !== said?.length) this.#say(seq, left);
  }

  #say(seq: number, remarks: readonly Remark[]): void {
    this.#said.delete(seq);
    this.#said.set(seq, remarks);
    this.#changed.set(seq, remarks);
    dropOldest(this.#said);
  }

  /** What there is to say of a row that is not written yet. */
  #ofNew(seq: number): readonly Remark[] {
    const remarks = this.#changed.get(seq) ?? [];
    this.#changed.delete(seq);
    return remarks;
  }
}

function dropOldest(remembered: Map<string, unknown> | Map<number, unknown>): void {
  const [oldest] = remembered.keys();
  if (oldest !== undefined && remembered.size > mostRemembered) (remembered as Map<string | number, unknown>).delete(oldest);
}
