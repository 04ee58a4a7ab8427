import { isObject, member } from '../../../lint/json.ts';
import { quoted } from '../../../lint/wording.ts';
import type { KindName } from '../../../wiotp/catalog.ts';
import { minLifetimeSeconds } from '../../../wiotp/limits.ts';
import { succeeded, type Answer, type Request } from '../exchange.ts';
import { none, type ConversationFinding, type Findings } from '../finding.ts';
import type { RuleFamily } from '../ruleFamily.ts';

/** The member of `supports` without which the platform must not ask for an action [D-dm]. */
const claimOf: Readonly<Partial<Record<KindName, string>>> = {
  'dm.reboot': 'deviceActions',
  'dm.factoryReset': 'deviceActions',
  'dm.firmwareDownload': 'firmwareActions',
  'dm.firmwareUpdate': 'firmwareActions',
};

/** Whether a device is managed, and what it claims to support. */
interface State {
  readonly managed: boolean;
  /** The Manage or Unmanage request that made it so. */
  readonly since?: Request;
  /** What a refusal goes back to. */
  readonly before?: State;
}

/** What a managed device may send and be asked, and an unmanaged one not. */
export class ManagedRules implements RuleFamily {
  readonly #initial: State;
  readonly #states = new Map<string, State>();
  /** What was said already of a device in its present state: once is enough. */
  readonly #said = new Map<string, Set<string>>();

  /** `managed`: whether every device counts as managed, with all actions, from the beginning. */
  constructor(managed: boolean) {
    this.#initial = { managed };
  }

  deviceRequest(request: Request): Findings {
    const { kind, device, event } = request;
    if (kind.name === 'dm.manage' || kind.name === 'dm.unmanage') {
      const { managed, since } = this.#stateOf(device);
      const before = since === undefined ? { managed } : { managed, since };
      this.#enter(device, { managed: kind.name === 'dm.manage', since: request, before });
      return none;
    }
    if (this.#stateOf(device).managed || this.#saidBefore(device, 'unmanaged')) return none;
    return [
      {
        rule: 'conversation/unmanaged-request',
        message:
          `The device sends a ${kind.title} while it is not managed. The documents allow it, and libraries say that the platform refuses it. ` +
          'Send a Manage request first.',
        place: { event: event.id, part: 'topic' },
        ...this.#unmanagedBy(device),
      },
    ];
  }

  platformAnswer(answer: Answer): Findings {
    const { request } = answer;
    const { since, before } = this.#stateOf(request.device);
    if (since === request && before !== undefined && !succeeded(answer)) this.#enter(request.device, before);
    return none;
  }

  /** Whether a device is managed, so that requests of the platform reach it. */
  manages(device: string): boolean {
    return this.#stateOf(device).managed;
  }

  platformRequest(request: Request): Findings {
    return this.manages(request.device) ? [...this.#dormant(request), ...this.#notClaimed(request)] : this.#notManaged(request);
  }

  #notManaged({ kind, device, event }: Request): Findings {
    if (this.#saidBefore(device, 'asked')) return none;
    return [
      {
        rule: 'conversation/not-managed',
        message: `The platform sends a ${kind.title} only to a managed device, and this one is not managed, so this never arrives. Let the device send a Manage request first.`,
        place: { event: event.id, part: 'topic' },
        ...this.#unmanagedBy(device),
      },
    ];
  }

  /** Whether the device had to send a Manage request again before this. */
  #dormant({ kind, device, event }: Request): Findings {
    const { since } = this.#stateOf(device);
    const lifetime = member(member(since?.event.payload, 'd'), 'lifetime');
    if (since === undefined || typeof lifetime !== 'number' || lifetime < minLifetimeSeconds) return none;
    const seconds = ((event.at ?? 0) - (since.event.at ?? 0)) / 1000;
    if (seconds <= lifetime || this.#saidBefore(device, 'dormant')) return none;
    return [
      {
        rule: 'conversation/dormant',
        message:
          `The last Manage request has a lifetime of ${lifetime} s, and this ${kind.title} comes ${Math.round(seconds)} s after it. The device is ` +
          'dormant then, which means not managed, and the platform does not ask it. Let it send a Manage request again in time.',
        place: { event: event.id, part: 'topic' },
        related: [{ message: 'The Manage request', place: { event: since.event.id, part: 'event' } }],
      },
    ];
  }

  #notClaimed({ kind, device, event }: Request): Findings {
    const claim = kind.name === 'dm.customAction' ? event.parts['bundleId'] : claimOf[kind.name];
    const { since } = this.#stateOf(device);
    if (claim === undefined || since === undefined || claims(since, claim) || this.#saidBefore(device, claim)) return none;
    return [
      {
        rule: 'conversation/unsupported',
        message:
          `The last Manage request does not claim ${quoted(claim)} in d.supports, so the platform does not offer a ${kind.title}. ` +
          'What is left out counts as not supported. Add it to the Manage request, or answer rc 501.',
        place: { event: event.id, part: 'topic' },
        related: [{ message: 'The Manage request', place: { event: since.event.id, part: 'event' } }],
      },
    ];
  }

  #unmanagedBy(device: string): Pick<ConversationFinding, 'related'> {
    const { since } = this.#stateOf(device);
    if (since === undefined) return {};
    return { related: [{ message: 'Since this it is not managed.', place: { event: since.event.id, part: 'event' } }] };
  }

  #stateOf(device: string): State {
    return this.#states.get(device) ?? this.#initial;
  }

  #enter(device: string, state: State): void {
    this.#states.set(device, state);
    this.#said.delete(device);
  }

  #saidBefore(device: string, what: string): boolean {
    const said = this.#said.get(device) ?? new Set();
    this.#said.set(device, said);
    if (said.has(what)) return true;
    said.add(what);
    return false;
  }
}

/** Whether a Manage request claims an action. What cannot be read counts as claimed: its own check says what is wrong. */
function claims({ event }: Request, claim: string): boolean {
  const d = member(event.payload, 'd');
  if (d === undefined) return false;
  if (!isObject(d)) return true;
  const supports = member(d, 'supports');
  if (supports === undefined) return false;
  if (!isObject(supports)) return true;
  const claimed = member(supports, claim);
  return claimed !== undefined && claimed !== false && claimed !== 0;
}
