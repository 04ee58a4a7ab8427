import { quoted } from '../../../lint/wording.ts';
import { attributesOf } from '../attributes.ts';
import { succeeded, type Answer, type Request } from '../exchange.ts';
import { none, type ConversationFinding, type Findings } from '../finding.ts';
import type { RuleFamily } from '../ruleFamily.ts';

/** How many levels of a name are looked at: `mgmt.firmware.state` has three. */
const deepestName = 8;

/** What the platform observes of a device. */
interface Observed {
  readonly names: Set<string>;
  /** The request that ended the observation of a name. */
  readonly cancelled: Map<string, Request>;
  readonly said: Set<string>;
}

/** Notifications come while an attribute is observed, and firmware actions need one that is. */
export class ObservationRules implements RuleFamily {
  readonly #devices = new Map<string, Observed>();
  readonly #knowsAll: () => boolean;

  /** `knowsAll`: whether every observation was seen to begin. */
  constructor(knowsAll: () => boolean) {
    this.#knowsAll = knowsAll;
  }

  platformRequest(request: Request): Findings {
    const { kind, device, event } = request;
    if (kind.name === 'dm.firmwareDownload' || kind.name === 'dm.firmwareUpdate') return this.#firmwareAction(request);
    if (kind.name !== 'dm.observe' && kind.name !== 'dm.cancel') return none;
    const observed = this.#observedOf(device);
    for (const { name } of attributesOf(event.payload)) {
      observed.said.delete(name);
      if (kind.name === 'dm.observe') observe(observed, name);
      else cancel(observed, name, request);
    }
    return none;
  }

  deviceAnswer(answer: Answer): Findings {
    const { request } = answer;
    if (request.kind.name !== 'dm.observe' || succeeded(answer)) return none;
    const observed = this.#observedOf(request.device);
    for (const { name } of attributesOf(request.event.payload)) observed.names.delete(name);
    return none;
  }

  deviceRequest({ kind, device, event }: Request): Findings {
    if (kind.name !== 'dm.notify') return none;
    const observed = this.#observedOf(device);
    return attributesOf(event.payload).flatMap(({ name, path }): Findings => {
      if (isObserved(observed, name) || this.#mayBeObserved(observed, name) || observed.said.has(name)) return none;
      observed.said.add(name);
      return [notObserved(name, { event: event.id, part: path }, observed.cancelled.get(name))];
    });
  }

  /** Whether the platform observes an attribute of a device. */
  observes(device: string, name: string): boolean {
    return isObserved(this.#observedOf(device), name);
  }

  /** Whether an attribute may be observed since before all is known; its cancellation would have ended that. */
  #mayBeObserved({ cancelled }: Observed, name: string): boolean {
    return !this.#knowsAll() && !partsOf(name).some((part) => cancelled.has(part));
  }

  #firmwareAction({ device, kind, event }: Request): Findings {
    if (this.observes(device, 'mgmt.firmware') || this.#mayBeObserved(this.#observedOf(device), 'mgmt.firmware')) return none;
    return [
      {
        rule: 'conversation/observe-missing',
        message:
          `The platform sends a ${kind.title} without observing mgmt.firmware, so the device has no reason to report its progress and the action ` +
          'does not end. Send iotdm-1/observe for "mgmt.firmware" first.',
        place: { event: event.id, part: 'topic' },
      },
    ];
  }

  #observedOf(device: string): Observed {
    const known = this.#devices.get(device) ?? { names: new Set(), cancelled: new Map(), said: new Set() };
    this.#devices.set(device, known);
    return known;
  }
}

/** Observing a member observes what it is part of, as far as notifications go, and the other way round. */
function observe({ names, cancelled }: Observed, name: string): void {
  for (const part of partsOf(name)) {
    names.add(part);
    cancelled.delete(part);
  }
}

function cancel({ names, cancelled }: Observed, name: string, request: Request): void {
  names.delete(name);
  cancelled.set(name, request);
}

function isObserved({ names }: Observed, name: string): boolean {
  return partsOf(name).some((part) => names.has(part));
}

/** `a`, `a.b` and `a.b.c` for `a.b.c`; of `mgmt.…` not `mgmt` alone, which is no attribute. */
function partsOf(name: string): readonly string[] {
  const levels = name.split('.', deepestName);
  const prefixes = levels.map((_, at) => levels.slice(0, at + 1).join('.'));
  return [...prefixes.filter((prefix) => prefix !== 'mgmt'), name];
}

function notObserved(name: string, place: ConversationFinding['place'], cancelled: Request | undefined): ConversationFinding {
  const why = cancelled === undefined ? 'The platform does not observe' : 'The platform no longer observes';
  return {
    rule: 'conversation/not-observed',
    message: `${why} ${quoted(name)}, so nobody waits for this notification. Notify only from observe to cancel.`,
    place,
    ...(cancelled === undefined ? {} : { related: [{ message: 'Cancelled here', place: { event: cancelled.event.id, part: 'event' } }] }),
  };
}
