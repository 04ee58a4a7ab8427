import { deviceOf, reqIdOf, rcOf, succeeded } from '../exchange.ts';
import { actionTitle } from './actionTitle.ts';
import { awaitedAnswer } from './awaited.ts';
import type { Course, Expected } from './course.ts';
import type { Came, Happened, Said } from './happened.ts';

/** How far a restart is. */
type Stage = 'asked' | 'accepted' | 'gone' | 'back' | 'managing' | 'over';

/** What a client does that has accepted. */
const ofClient: Expected = {
  from: 'device',
  text: 'The device restarts: its connection ends, it connects again, and it sends a Manage request.',
};

/** What is seen of a device behind a gateway, whose connection has nothing to do with it. */
const ofOther: Expected = {
  from: 'device',
  text: 'The device restarts, and the gateway sends a Manage request on its behalf. Only that tells the platform that it is back.',
};

/** Reboot or factory reset: the device answers 202, goes, comes back, and manages again [D-req]. */
export class RestartCourse implements Course {
  readonly title: string;
  readonly members: Happened[];
  readonly #request: Said;
  readonly #isQueued: boolean;
  #stage: Stage = 'asked';
  #manage: Said | undefined;
  #isComplete = false;

  /** `isQueued`: the client is away. It gets the request when it is back, and has not restarted by that [D-mqtt]. */
  constructor(request: Said, isQueued: boolean) {
    this.title = actionTitle(request.event);
    this.members = [request];
    this.#request = request;
    this.#isQueued = isQueued;
  }

  get next(): Expected | undefined {
    switch (this.#stage) {
      case 'asked':
        return awaitedAnswer(this.#request.event);
      case 'accepted':
        return deviceOf(this.#request.event) === '' ? ofClient : ofOther;
      case 'gone':
        return { from: 'device', text: 'The device connects again, subscribes to iotdm-1/# and sends a Manage request.' };
      case 'back':
        return { from: 'device', text: 'The device sends a Manage request. Only that tells the platform that it is back.' };
      case 'managing':
        return this.#manage && awaitedAnswer(this.#manage.event);
      case 'over':
        return undefined;
    }
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  answered(answer: Said, request: Said): void {
    if (this.#stage === 'over') return;
    this.members.push(answer);
    if (request === this.#manage) {
      this.#stage = 'over';
      this.#isComplete = succeeded({ rc: rcOf(answer.event) });
    }
    // A device that restarts without waiting for its own answer is further already.
    else if (!succeeded({ rc: rcOf(answer.event) })) this.#stage = 'over';
    else if (this.#stage === 'asked') this.#stage = 'accepted';
  }

  strayed(answer: Said): void {
    if (this.#stage !== 'over') this.members.push(answer);
  }

  takes(said: Said): boolean {
    if (said.event.kind?.name !== 'dm.manage' || this.#stage === 'over' || this.#stage === 'asked') return false;
    this.members.push(said);
    this.#manage = said;
    this.#stage = reqIdOf(said.event) === undefined ? 'over' : 'managing';
    return true;
  }

  came(came: Came): void {
    if (this.#stage === 'over') return;
    this.members.push(came);
    if (this.#isQueued && this.#stage === 'asked') return;
    if (came.event.event === 'closed') this.#stage = 'gone';
    if (came.event.event === 'open') this.#stage = 'back';
  }

  leave(): void {
    this.#stage = 'over';
  }
}
