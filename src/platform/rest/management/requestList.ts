import { updateAction, type ActionReport } from '../../../rpc/device/actionState.ts';
import type { Actions } from '../../dm/actions/actions.ts';
import { notFound } from '../http/refused.ts';

/** The actions that one request started, one for each device. */
export type Request = readonly [ActionReport, ...ActionReport[]];

/** The requests that were made, but for those that were cleared. */
export class Requests {
  readonly #actions: Actions;
  readonly #cleared = new Set<string>();

  constructor(actions: Actions) {
    this.#actions = actions;
  }

  /** The latest first. */
  all(): readonly Request[] {
    const requests = new Map<string, [ActionReport, ...ActionReport[]]>();
    for (const action of this.#actions.all()) {
      // Changes of attributes are calls of their own, and no requests.
      if (this.#cleared.has(action.requestId) || action.action.startsWith(updateAction)) continue;
      const known = requests.get(action.requestId);
      if (known === undefined) requests.set(action.requestId, [action]);
      else known.push(action);
    }
    return [...requests.values()];
  }

  /** @throws Refusal with code 404. */
  expect(requestId: string): Request {
    const request = this.all().find(([action]) => action.requestId === requestId);
    if (request === undefined) throw notFound('The request');
    return request;
  }

  /** Cancels what has not ended, and shows the request no more. */
  clear([{ requestId }]: Request): void {
    this.#actions.cancel(requestId);
    const known = new Set(this.#actions.all().map((action) => action.requestId));
    for (const id of this.#cleared) if (!known.has(id)) this.#cleared.delete(id);
    this.#cleared.add(requestId);
  }
}
