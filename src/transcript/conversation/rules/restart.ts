import type { ConnectionEvent } from '../event.ts';
import { hasUnreadableReqId, succeeded, type Answer, type Request } from '../exchange.ts';
import { none, type Findings } from '../finding.ts';
import type { RuleFamily } from '../ruleFamily.ts';
import { requestPlace } from './answers.ts';

/** A restart that the platform asked for. */
interface Pending {
  readonly request: Request;
  /**
   * The client was away when it was sent, or since: a device gets the request when it is back, and a gateway may let its devices manage
   * when it is, so that nothing has restarted by that [D-mqtt].
   */
  readonly queued: boolean;
  /** The event with which the device accepted it. */
  readonly accepted?: number;
}

/** What is known from elsewhere. */
interface RestartContext {
  /** Whether the client counts as connected from the beginning. */
  readonly connected: boolean;
  /** How topics name a gateway itself. */
  readonly own: string;
  /** Whether a device is managed: no other is asked to restart. */
  readonly manages: (device: string) => boolean;
  /** Told when the device has restarted without an answer to a request. */
  readonly giveUp: (request: Request) => void;
}

/** Reboot and factory reset: the device answers 202, goes, comes back, and manages again [D-req]. */
export class RestartRules implements RuleFamily {
  readonly #pending = new Map<string, Pending>();
  readonly #context: RestartContext;
  #open: boolean;

  constructor(context: RestartContext) {
    this.#context = context;
    this.#open = context.connected;
  }

  platformRequest(request: Request): Findings {
    const isRestart = request.kind.name === 'dm.reboot' || request.kind.name === 'dm.factoryReset';
    if (isRestart && this.#context.manages(request.device)) this.#pending.set(request.device, { request, queued: !this.#open });
    return none;
  }

  deviceAnswer(answer: Answer): Findings {
    const { request, event } = answer;
    const pending = this.#pending.get(request.device);
    if (pending?.request !== request) return none;
    // What an answer that cannot be read says, nobody knows; without its reqId the platform does not know it for one.
    if (succeeded(answer) && answer.rc !== undefined && !hasUnreadableReqId(event))
      this.#pending.set(request.device, { ...pending, accepted: event.id });
    else this.#pending.delete(request.device);
    return none;
  }

  connection({ event, id }: ConnectionEvent): Findings {
    if (event !== 'closed' && event !== 'open') return none;
    const wasOpen = this.#open;
    this.#open = event === 'open';
    if (!wasOpen) return none;
    return [...this.#pending.entries()].flatMap(([device, pending]) => {
      if (this.#isClient(device)) return this.#unconfirmed(pending, id);
      this.#pending.set(device, { ...pending, queued: true });
      return none;
    });
  }

  deviceRequest({ kind, device, event }: Request): Findings {
    const pending = this.#pending.get(device);
    if (pending === undefined || kind.name !== 'dm.manage') return none;
    if (pending.queued && pending.accepted === undefined) return none;
    this.#pending.delete(device);
    return this.#unconfirmed(pending, event.id);
  }

  end(): Findings {
    return [...this.#pending.values()].flatMap(({ request, accepted }): Findings => {
      if (accepted === undefined) return none;
      return [
        {
          rule: 'conversation/manage-missing',
          message: `The device accepts the ${request.kind.title} and sends no Manage request afterwards. Only that tells the platform that it is back: the action never completes.`,
          place: { event: accepted, part: 'event' },
          related: [requestPlace(request, 'The request')],
        },
      ];
    });
  }

  /** A gateway's connection is its own: devices behind it restart without it. */
  #isClient(device: string): boolean {
    return device === '' || device === this.#context.own;
  }

  #unconfirmed({ request, accepted }: Pending, by: number): Findings {
    if (accepted !== undefined) return none;
    this.#pending.delete(request.device);
    this.#context.giveUp(request);
    return [
      {
        rule: 'conversation/restart-unconfirmed',
        message: `The device restarts without having answered the ${request.kind.title}. The platform may take it for failed. Answer rc 202 first, then restart.`,
        place: { event: by, part: 'event' },
        related: [requestPlace(request, 'The request')],
      },
    ];
  }
}
