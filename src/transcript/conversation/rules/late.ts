import type { ConnectionEvent, MessageEvent } from '../event.ts';
import type { Answer, Request } from '../exchange.ts';
import { none, type Findings } from '../finding.ts';
import type { RuleFamily } from '../ruleFamily.ts';
import { requestPlace } from './answers.ts';

/** How many requests that nobody waits for any more are remembered. */
const mostOverdue = 1000;

/** Answers that come when the platform has given up. */
export class LateRules implements RuleFamily {
  readonly #patienceMs: number;
  /** Requests, by the numbers of their events. */
  readonly #overdue = new Set<number>();
  /** Requests to a device that was away: it gets them when it is back, and is not late by that [D-mqtt]. */
  readonly #queued = new WeakSet<Request>();
  #open: boolean;

  /** `patienceMs`: how long the platform waits, by the times of the events. */
  constructor(connected: boolean, patienceMs: number) {
    this.#open = connected;
    this.#patienceMs = patienceMs;
  }

  /** The platform has given up waiting for the answer to this request. */
  giveUp(request: number): void {
    this.#overdue.add(request);
    const [oldest] = this.#overdue;
    if (oldest !== undefined && this.#overdue.size > mostOverdue) this.#overdue.delete(oldest);
  }

  connection({ event }: ConnectionEvent): Findings {
    if (event !== 'subscribed') this.#open = event === 'open';
    return none;
  }

  platformRequest(request: Request): Findings {
    if (!this.#open) this.#queued.add(request);
    return none;
  }

  deviceAnswer({ request, event }: Answer): Findings {
    const isLate = this.#overdue.delete(request.event.id) || waited(request.event, event) > this.#patienceMs;
    if (!isLate || this.#queued.has(request)) return none;
    return [
      {
        rule: 'conversation/answer-late',
        message:
          `The device answers the ${request.kind.title} when the platform has given up waiting and reported the action as timed out. ` +
          'The answer is too late to change that. Answer at once, before the work itself, or give the action more time.',
        place: { event: event.id, part: 'event' },
        related: [requestPlace(request, 'The request')],
      },
    ];
  }
}

function waited(asked: MessageEvent, answered: MessageEvent): number {
  return asked.at === undefined || answered.at === undefined ? 0 : answered.at - asked.at;
}
