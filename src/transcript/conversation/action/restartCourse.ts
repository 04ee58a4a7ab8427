import { deviceOf, reqIdOf } from '../exchange.ts';
import { actionTitle } from './actionTitle.ts';
import { Asked } from './asked.ts';
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
  readonly #asked: Asked;
  readonly #isQueued: boolean;
  #stage: Stage = 'asked';
  #manage: Asked | undefined;

  /** `isQueued`: the client is away. It gets the request when it is back, and has not restarted by that [D-mqtt]. */
  constructor(request: Said, isQueued: boolean) {
    this.title = actionTitle(request.event);
    this.members = [request];
    this.#asked = new Asked(request);
    this.#isQueued = isQueued;
  }

  get next(): Expected | undefined {
    switch (this.#stage) {
      case 'asked':
        return awaitedAnswer(this.#asked.request.event);
      case 'accepted':
        return deviceOf(this.#asked.request.event) === '' ? ofClient : ofOther;
      case 'gone':
        return { from: 'device', text: 'The device connects again, subscribes to iotdm-1/# and sends a Manage request.' };
      case 'back':
        return { from: 'device', text: 'The device sends a Manage request. Only that tells the platform that it is back.' };
      case 'managing':
        return this.#manage && awaitedAnswer(this.#manage.request.event);
      case 'over':
        return undefined;
    }
  }

  get isComplete(): boolean {
    return this.#stage === 'over' && this.#isBack && this.#asked.wentWell;
  }

  get shortfall(): string | undefined {
    if (this.#isBack && this.#asked.lacksAnswer)
      return `The device is back, but never answered the ${this.#asked.request.event.kind?.title}.`;
    return this.#asked.shortfall ?? this.#manage?.shortfall;
  }

  answered(answer: Said, request: Said): void {
    if (request === this.#manage?.request) this.#managed(this.#manage, answer);
    else if (request === this.#asked.request) this.#replied(answer);
    else if (this.#stage !== 'over') this.members.push(answer);
  }

  strayed(answer: Said): void {
    if (this.#stage !== 'over') this.members.push(answer);
  }

  takes(said: Said): boolean {
    if (said.event.kind?.name !== 'dm.manage' || this.#stage === 'over' || this.#stage === 'asked') return false;
    this.members.push(said);
    this.#manage = new Asked(said);
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

  /** Whether the platform has taken the device back. */
  get #isBack(): boolean {
    return this.#manage?.wentWell === true;
  }

  #managed(manage: Asked, answer: Said): void {
    if (this.#stage === 'over') return;
    this.members.push(answer);
    manage.answered(answer);
    this.#stage = 'over';
  }

  /** The answer to the request may come late: a device may restart without waiting for its own answer. */
  #replied(answer: Said): void {
    if (!this.#asked.lacksAnswer) return;
    this.members.push(answer);
    this.#asked.answered(answer);
    if (!this.#asked.wentWell) this.#stage = 'over';
    else if (this.#stage === 'asked') this.#stage = 'accepted';
  }
}
