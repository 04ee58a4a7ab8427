import { findReply, type ReplyUses } from '../../replies/findReply.ts';
import type { AnswerModes } from '../../replies/answerMode.ts';
import type { Reply, ReplyRule } from '../../replies/replyRule.ts';
import type { DeviceAnswer } from '../../rpc/device/deviceRequest.ts';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { Clock } from '../../rpc/node/clock.ts';
import type { PendingRequest } from '../../rpc/session/sessionState.ts';
import type { Message, Sender } from '../../wiotp/message.ts';
import { kindNamed } from '../../wiotp/catalog.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { isSuccess } from './isSuccess.ts';
import { behaviours, type ActingDevice } from './behaviour.ts';
import { checkDeparture } from './checkDeparture.ts';
import { deviceMessage } from './deviceMessage.ts';
import type { IncomingRequest } from './incomingRequest.ts';
import type { OwnMessages } from './ownMessages.ts';
import { mostPending, PendingRequests } from './pendingRequests.ts';
import { Postponed } from './postponed.ts';
import type { RequestBudget } from './requestBudget.ts';
import { RequestMemory } from './requestMemory.ts';

/** What answering works with. */
export interface ResponderOptions {
  readonly clock: Clock;
  readonly own: OwnMessages;
  readonly budget: RequestBudget;
  readonly sender: Sender;
  /** The device in the topics of its answers; absent for one that speaks for itself. */
  readonly address: DeviceName | undefined;
  /** The device in what is shown; absent for the client itself. */
  readonly device: DeviceName | undefined;
  /** Makes a key that no other request of the session has. */
  readonly newKey: () => string;
  readonly modes: () => AnswerModes;
  readonly rules: () => readonly ReplyRule[];
  /** Something the user should know. */
  readonly say: (note: string) => void;
  readonly changed: () => void;
}

/** Answers the requests of the platform to one device: by itself, by rules, or as the user says. */
export class Responder {
  readonly #options: ResponderOptions;
  readonly #device: ActingDevice;
  readonly #memory = new RequestMemory();
  readonly #postponed: Postponed;
  readonly #pending: PendingRequests;
  #used: ReplyUses = new WeakMap();
  /** The rc that is right for what waits, as far as that stays the same. */
  readonly #usual = new WeakMap<IncomingRequest, number>();
  /** No connection is ready for its answers, or it restarts. */
  #away = true;

  constructor(device: ActingDevice, options: ResponderOptions) {
    this.#device = device;
    this.#options = options;
    this.#pending = new PendingRequests({ ...options, dropped: (request) => this.#droppedPending(request) });
    this.#postponed = new Postponed({ ...options, dropped: (request) => this.#droppedAnswer(request) });
  }

  /** The requests that wait for the user, each with the rc that is right by now. */
  get pending(): readonly PendingRequest[] {
    return this.#pending.all.map((shown) => {
      const request = this.#pending.get(shown.key);
      return request === undefined ? shown : { ...shown, usual: this.#usualRc(request) };
    });
  }

  hasPending(key: string): boolean {
    return this.#pending.has(key);
  }

  /** The device is here from now on, and does what it could not while it was away. */
  back(): void {
    this.#away = false;
    this.#postponed.back();
  }

  /** The device is not here: what it is asked waits until it is back. */
  gone(): void {
    this.#away = true;
  }

  /** There are new rules; how often those before counted is of no interest any more. */
  forgetUses(): void {
    this.#used = new WeakMap();
  }

  /** Hears a request. One that wants no answer cannot wait for the user's. */
  asked(request: IncomingRequest): void {
    if (this.#memory.isRepeated(request)) return;
    switch (this.#options.modes()[request.kind]) {
      case 'ask':
        return this.#ask(request);
      case 'automatic':
        return this.#act(request, {});
      case 'replies':
        return this.#reply(request, findReply(this.#options.rules(), request, this.#used) ?? {});
    }
  }

  /**
   * Answers a pending request, and does what follows from it. When it cannot be sent, the request waits on.
   * @throws Refusal when none waits under this key, the device is away, or the linter objects and nobody insists.
   */
  async answer(key: string, { anyway, updateStatus, ...answer }: DeviceAnswer): Promise<void> {
    const request = this.#pending.get(key);
    if (request?.reqId === undefined) throw notPending();
    if (this.#away) throw isAway();
    const message = this.#response(request.reqId, answer);
    const answers = kindNamed(request.kind);
    const note = checkDeparture({ message, sender: this.#options.sender, answers, anyway: anyway === true });
    const { before, after } = behaviours[request.kind];
    if (isSuccess(answer.rc)) before?.(this.#device, request);
    this.#pending.remove(key);
    try {
      await this.#options.own.send(message, note);
    } catch (error) {
      this.#pending.add(key, request);
      throw error;
    } finally {
      this.#options.changed();
    }
    if (isSuccess(answer.rc)) void after?.(this.#device, { answered: Promise.resolve(true), end: updateStatus });
  }

  /** An answer that the user published by hand. */
  answeredByHand(reqId: string): void {
    if (this.#pending.settle(reqId)) this.#options.changed();
  }

  /** The session is over. */
  end(): void {
    this.#pending.clear();
    this.#postponed.clear();
  }

  #ask(request: IncomingRequest): void {
    if (request.reqId === undefined) {
      // [D-dm] The platform tells of a new location so, and wants to hear nothing.
      if (request.kind === 'dm.deviceUpdate') return this.#act(request, {});
      return this.#options.say(`${request.title} came without a reqId, so it could not be answered and nothing was done.`);
    }
    this.#pending.add(this.#options.newKey(), request);
    this.#options.changed();
  }

  #reply(request: IncomingRequest, reply: Reply): void {
    if (reply.silent === true) return;
    const { delay = 0 } = reply;
    if (delay <= 0) return this.#act(request, reply);
    if (this.#postponed.timed >= mostPending) {
      return this.#options.say(`More than ${mostPending} answers are delayed; ${request.title} was not answered.`);
    }
    this.#postponed.after(delay, request, () => this.#act(request, reply));
  }

  /** Answers as a correct device does, but for what is wished otherwise, and does what follows from the answer. */
  #act(request: IncomingRequest, wish: Reply): void {
    if (this.#away) return this.#postponed.untilBack(request, () => this.#act(request, wish));
    const { answer, before, after } = behaviours[request.kind];
    const usual = answer(this.#device, request);
    const rc = wish.rc ?? usual.rc;
    const { message, d } = rc === usual.rc ? { ...usual, ...wish } : wish;
    const accepted = isSuccess(rc);
    if (accepted) before?.(this.#device, request);
    const answered = this.#send(request, { rc, ...(message === undefined ? {} : { message }), ...(d === undefined ? {} : { d }) });
    if (accepted) void after?.(this.#device, { answered, end: wish.updateStatus });
    this.#options.changed();
  }

  /** Whether the answer left, or none was wanted; known when it has, be it on a later connection, or when it never will. */
  async #send(request: IncomingRequest, answer: DeviceAnswer): Promise<boolean> {
    if (request.reqId === undefined) return true;
    try {
      return await this.#deliver(request, this.#response(request.reqId, answer));
    } catch (error) {
      this.#memory.forget(request);
      this.#options.say(`The answer to ${request.title} cannot be sent: ${errorText(error)}`);
      return false;
    }
  }

  /** Sends an answer, and once more when the device is back if it was not acknowledged: rather twice than never, as QoS 1 wants. */
  async #deliver(request: IncomingRequest, message: Message): Promise<boolean> {
    try {
      await this.#options.own.send(message);
      return true;
    } catch (error) {
      this.#options.say(`The answer to ${request.title} did not leave: ${errorText(error)} It waits for the connection to be back.`);
      return new Promise((resolve) => {
        const again = (): void => resolve(this.#deliver(request, message));
        this.#postponed.untilBack(request, again, () => resolve(false));
      });
    }
  }

  #usualRc(request: IncomingRequest): number {
    const known = this.#usual.get(request);
    if (known !== undefined) return known;
    const { rc } = behaviours[request.kind].answer(this.#device, request);
    // What is right for a firmware action changes with the state of the firmware; the rest costs too much to ask again and again.
    if (request.kind !== 'dm.firmwareDownload' && request.kind !== 'dm.firmwareUpdate') this.#usual.set(request, rc);
    return rc;
  }

  #droppedPending({ title, reqId = '' }: IncomingRequest): void {
    const shown = reqId.slice(0, 100);
    this.#options.say(
      `More than ${mostPending} requests wait for an answer, or large ones; the oldest (${title}, reqId ${shown}) was dropped.`,
    );
  }

  #droppedAnswer(request: IncomingRequest): void {
    this.#memory.forget(request);
    this.#options.say(`${request.title} was not answered: the answer could not leave in time, or too many others wait.`);
  }

  #response(reqId: string, answer: Omit<DeviceAnswer, 'anyway' | 'updateStatus'>): Message {
    return deviceMessage('dm.deviceResponse', { ...answer, reqId }, this.#options.address);
  }
}

/** There is nothing to answer. */
export function notPending(): Refusal {
  return new Refusal('This request does not wait for an answer any more.', {
    rule: 'a response echoes the reqId of a request that is still open',
    advice: 'Answer one of the requests that are shown as pending; this one may have been answered or dropped already.',
  });
}

function isAway(): Refusal {
  return new Refusal('The device is not connected now, so the answer cannot leave.', {
    rule: 'an answer needs a connection',
    advice: 'Answer when the device is back; the request waits on.',
  });
}

function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
