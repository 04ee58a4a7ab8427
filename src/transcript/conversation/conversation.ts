import type { CatalogKind } from '../../wiotp/catalog.ts';
import { buildTopic } from '../../wiotp/topic.ts';
import type { ConversationEvent, MessageEvent } from './event.ts';
import { deviceOf, reqIdOf, type Answer, type Request } from './exchange.ts';
import { none, type Findings } from './finding.ts';
import type { RuleFamily } from './ruleFamily.ts';
import { AnswerRules, type Words } from './rules/answers.ts';
import { ConnectionRules, type Client } from './rules/connection.ts';
import { FirmwareRules } from './rules/firmware.ts';
import { LateRules } from './rules/late.ts';
import { ManagedRules } from './rules/managed.ts';
import { ObservationRules } from './rules/observation.ts';
import { RestartRules } from './rules/restart.ts';
import { unansweredByDevice, unansweredByPlatform } from './rules/unanswered.ts';

/** How many findings about one event are told: a hostile payload can break a rule ten thousand times. */
const mostFindings = 20;

const ofDevice: Words = {
  answerer: 'device',
  ignored: 'The platform ignores it.',
  lost: 'The platform ignores it, and the request times out.',
};

const ofPlatform: Words = {
  answerer: 'platform',
  ignored: 'The device cannot tell what it belongs to.',
  lost: 'The device cannot tell what it belongs to.',
};

const always = (): boolean => true;

/** What is taken as done before the first event. */
export interface Granted {
  /** By default a device. */
  readonly client?: Client;
  /** The client is connected and subscribed to everything. */
  readonly connected: boolean;
  /** Every device is managed and supports all actions. */
  readonly managed: boolean;
  /** How a gateway's topics name the gateway itself, as `deviceOf` tells it. */
  readonly own?: string;
  /** Whether all is known that went before; by default it always is. While it is not, nothing is said that it could refute. */
  readonly isWhole?: () => boolean;
  /** Whether every observation was seen to begin; by default it always is. */
  readonly knowsObservations?: () => boolean;
  /** How long the platform waits for an answer, in milliseconds; without it, until {@link Conversation.giveUp} is called. */
  readonly patienceMs?: number;
}

/** What an event turned out to be. */
export interface Turn {
  readonly findings: Findings;
  /** The request that the event answers. */
  readonly answers?: { readonly kind: CatalogKind; readonly event: number };
}

/**
 * Follows what happens between one client and the platform, event by event, and says what breaks the order of the
 * protocol. Knows nothing of where events come from. Each event takes the same time, however many went before.
 */
export class Conversation {
  readonly #toDevice: AnswerRules;
  readonly #toPlatform: AnswerRules;
  readonly #managed: ManagedRules;
  readonly #late: LateRules;
  readonly #families: readonly RuleFamily[];

  constructor(granted: Granted) {
    const { client = 'device', connected, managed: isManaged, own = '', patienceMs = Infinity } = granted;
    const { isWhole = always, knowsObservations = always } = granted;
    this.#toDevice = new AnswerRules(ofDevice, isWhole);
    this.#toPlatform = new AnswerRules(ofPlatform, isWhole);
    const observation = new ObservationRules(knowsObservations);
    const managed = new ManagedRules(isManaged);
    this.#managed = managed;
    this.#late = new LateRules(connected, patienceMs);
    this.#families = [
      new ConnectionRules(connected, client),
      managed,
      observation,
      new FirmwareRules((device) => observation.observes(device, 'mgmt.firmware')),
      new RestartRules({
        connected,
        own,
        manages: (device) => managed.manages(device),
        giveUp: (request) => this.#toDevice.open.close(request, undefined),
      }),
      this.#late,
    ];
  }

  /** Takes the next event. Of many findings about one event the first few are told. */
  take(event: ConversationEvent): Turn {
    if (event.type === 'connection') return { findings: this.#ask((family) => family.connection?.(event)) };
    const findings = this.#ask((family) => family.message?.(event));
    const turn = this.#turn(event);
    return { ...turn, findings: [...findings, ...turn.findings].slice(0, mostFindings) };
  }

  /** The platform no longer waits for the answer to the request that has this number. */
  giveUp(request: number): void {
    this.#late.giveUp(request);
  }

  /** What is still missing when nothing more happens. */
  end(): Findings {
    return [
      ...unansweredByDevice(this.#toDevice.open),
      ...unansweredByPlatform(this.#toPlatform.open),
      ...this.#ask((family) => family.end?.()),
    ];
  }

  #turn(event: MessageEvent): Turn {
    const name = event.kind?.name;
    if (name === 'dm.deviceResponse') return this.#answered(event, this.#toDevice, (family, answer) => family.deviceAnswer?.(answer));
    if (name === 'dm.serverResponse') return this.#answered(event, this.#toPlatform, (family, answer) => family.platformAnswer?.(answer));
    return { findings: event.sender === 'platform' ? this.#fromPlatform(event) : this.#fromDevice(event) };
  }

  #answered(event: MessageEvent, side: AnswerRules, tell: (family: RuleFamily, answer: Answer) => Findings | undefined): Turn {
    const { answer, findings } = side.answer(event);
    if (answer === undefined) return { findings };
    const { kind, event: asked } = answer.request;
    return { findings: [...findings, ...this.#ask((family) => tell(family, answer))], answers: { kind, event: asked.id } };
  }

  #fromDevice(event: MessageEvent): Findings {
    const misplaced = this.#toDevice.misplaced(event, () => buildTopic('dm.deviceResponse', event.parts));
    if (misplaced !== undefined) return misplaced;
    const request = requestOf(event);
    if (request === undefined) return none;
    return [...this.#toPlatform.ask(request, true), ...this.#ask((family) => family.deviceRequest?.(request))];
  }

  #fromPlatform(event: MessageEvent): Findings {
    const request = requestOf(event);
    if (request === undefined) return none;
    const findings = [...this.#toDevice.ask(request, false), ...this.#ask((family) => family.platformRequest?.(request))];
    // It never arrives, which is said already.
    if (!this.#managed.manages(request.device)) this.#toDevice.open.close(request, undefined);
    return findings;
  }

  #ask(what: (family: RuleFamily) => Findings | undefined): Findings {
    return this.#families.flatMap((family) => what(family) ?? none);
  }
}

/** The request that a message is; `undefined` for all that nobody answers. */
function requestOf(event: MessageEvent): Request | undefined {
  const { kind } = event;
  return kind?.answer === undefined ? undefined : { event, kind, reqId: reqIdOf(event), device: deviceOf(event) };
}
