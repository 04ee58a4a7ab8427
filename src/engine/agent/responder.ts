import { findReply, type ReplyUses } from '../../replies/findReply.ts';
import type { AnswerModes } from '../../replies/answerMode.ts';
import type { Reply, ReplyRule } from '../../replies/replyRule.ts';
import type { DeviceAnswer } from '../../rpc/deviceRequest.ts';
import type { DeviceName } from '../../rpc/deviceState.ts';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import type { Message, Sender } from '../../wiotp/message.ts';
import { kindNamed } from '../../wiotp/catalog.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { isSuccess } from './isSuccess.ts';
import { behaviours, type ActingDevice } from './behaviour.ts';
import { deviceMessage } from './deviceMessage.ts';
import type { IncomingRequest } from './incomingRequest.ts';
import { checkDeparture } from './objection.ts';
import type { Outbox } from './outbox.ts';
import { mostPending, PendingRequests } from './pendingRequests.ts';
import { RequestMemory } from './requestMemory.ts';

/** What answering works with. */
export interface ResponderOptions {
  readonly clock: Clock;
  readonly outbox: Outbox;
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
  readonly #delayed = new Set<Timer>();
  #used: ReplyUses = new WeakMap();
  readonly pending: PendingRequests;

  constructor(device: ActingDevice, options: ResponderOptions) {
    this.#device = device;
    this.#options = options;
    this.pending = new PendingRequests(options.clock, options.device, options.changed);
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
   * @throws Refusal when none waits under this key, or the linter objects and nobody insists.
   */
  async answer(key: string, { anyway, updateStatus, ...answer }: DeviceAnswer): Promise<void> {
    const request = this.pending.get(key);
    if (request?.reqId === undefined) throw notPending;
    const message = this.#response(request.reqId, answer);
    const answers = kindNamed(request.kind);
    const note = checkDeparture({ message, sender: this.#options.sender, answers, anyway: anyway === true });
    const { before, after } = behaviours[request.kind];
    if (isSuccess(answer.rc)) before?.(this.#device, request);
    this.pending.remove(key);
    try {
      await this.#options.outbox.send(message, note);
    } catch (error) {
      this.pending.add(key, request);
      throw error;
    } finally {
      this.#options.changed();
    }
    if (isSuccess(answer.rc)) void after?.(this.#device, { answered: Promise.resolve(true), end: updateStatus });
  }

  /** An answer that the user published by hand. */
  answeredByHand(reqId: string): void {
    if (this.pending.settle(reqId)) this.#options.changed();
  }

  /** The session is over. */
  end(): void {
    this.pending.clear();
    for (const timer of this.#delayed) timer.cancel();
    this.#delayed.clear();
  }

  #ask(request: IncomingRequest): void {
    if (request.reqId === undefined) {
      // [D-dm] The platform tells of a new location so, and wants to hear nothing.
      if (request.kind === 'dm.deviceUpdate') return this.#act(request, {});
      return this.#options.say(`${request.title} came without a reqId, so it could not be answered and nothing was done.`);
    }
    const dropped = this.pending.add(this.#options.newKey(), request);
    const [oldest] = dropped;
    if (oldest !== undefined) {
      const { title, reqId = '' } = oldest;
      const shown = reqId.slice(0, 100);
      this.#options.say(
        `More than ${mostPending} requests wait for an answer, or large ones; the oldest (${title}, reqId ${shown}) was dropped.`,
      );
    }
    this.#options.changed();
  }

  #reply(request: IncomingRequest, reply: Reply): void {
    if (reply.silent === true) return;
    const { delay = 0 } = reply;
    if (delay <= 0) return this.#act(request, reply);
    if (this.#delayed.size >= mostPending) {
      return this.#options.say(`More than ${mostPending} answers are delayed; ${request.title} was not answered.`);
    }
    const timer = this.#options.clock.after(delay, () => {
      this.#delayed.delete(timer);
      this.#act(request, reply);
    });
    this.#delayed.add(timer);
  }

  /** Answers as a correct device does, but for what is wished otherwise, and does what follows from the answer. */
  #act(request: IncomingRequest, wish: Reply): void {
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

  /** Whether the answer left, or none was wanted. */
  async #send({ reqId, ...request }: IncomingRequest, answer: DeviceAnswer): Promise<boolean> {
    if (reqId === undefined) return true;
    try {
      await this.#options.outbox.send(this.#response(reqId, answer));
      return true;
    } catch (error) {
      this.#memory.forget({ reqId, ...request });
      this.#options.say(`The answer to ${request.title} did not leave: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }

  #response(reqId: string, answer: Omit<DeviceAnswer, 'anyway' | 'updateStatus'>): Message {
    return deviceMessage('dm.deviceResponse', { ...answer, reqId }, this.#options.address);
  }
}

/** There is nothing to answer. */
export const notPending = new Refusal('This request does not wait for an answer any more.', {
  rule: 'a response echoes the reqId of a request that is still open',
  advice: 'Answer one of the requests that are shown as pending; this one may have been answered or dropped already.',
});
