import { isObject } from '../../../lint/json.ts';
import { quoted } from '../../../lint/wording.ts';
import type { MessageEvent } from '../event.ts';
import { deviceName, deviceOf, rcOf, reqIdOf, type Answer, type Request } from '../exchange.ts';
import { none, type ConversationFinding, type Findings } from '../finding.ts';
import { OpenRequests } from '../openRequests.ts';

/** Who asks in a direction: the words that its findings use. */
export interface Words {
  /** Who answers. */
  readonly answerer: 'device' | 'platform';
  /** What becomes of an answer that nobody waits for, and of one that fits nothing, as full sentences. */
  readonly ignored: string;
  readonly lost: string;
}

/** What an answer turned out to be. */
export interface Correlation {
  readonly answer?: Answer;
  readonly findings: Findings;
}

/** Joins the answers of one direction to their requests by topic and reqId, and says which do not fit. */
export class AnswerRules {
  readonly #requests = new OpenRequests();
  /** The last request without reqId of each device: it asks for no answer. */
  readonly #silent = new Map<string, Request>();
  /** Devices with a request that could not be read: what answers it cannot be told. */
  readonly #unreadable = new Set<string>();
  readonly #words: Words;
  readonly #isWhole: () => boolean;

  /** `isWhole`: whether every request was seen. */
  constructor(words: Words, isWhole: () => boolean) {
    this.#words = words;
    this.#isWhole = isWhole;
  }

  /** The requests that wait. */
  get open(): OpenRequests {
    return this.#requests;
  }

  /** Notes a request. Only a device must keep its reqIds apart; the platform uses one for several steps of an action [D-mqtt, CS]. */
  ask(request: Request, unique: boolean): Findings {
    const { reqId, device, event } = request;
    if (reqId === undefined) {
      if (event.payload === undefined) this.#unreadable.add(device);
      else this.#silent.set(device, request);
      return none;
    }
    const earlier = this.#requests.withReqId(reqId).find((other) => other.device === device);
    this.#requests.add(request);
    if (!unique) return none;
    if (earlier === undefined) return this.#again(request, reqId);
    return [
      {
        rule: 'conversation/reqId-reused',
        message:
          `The reqId ${quoted(reqId)} belongs to a request that still waits for its answer, so nobody can tell which of the two an answer is for. ` +
          'Use a reqId of its own for every request, such as a UUID.',
        place: { event: event.id, part: ['reqId'] },
        related: [requestPlace(earlier, 'The earlier request with this reqId')],
      },
    ];
  }

  /** Finds the request that an answer is for. */
  answer(event: MessageEvent): Correlation {
    const reqId = reqIdOf(event);
    const device = deviceOf(event);
    if (reqId === undefined) return this.#withoutReqId(event, device);
    const rc = rcOf(event);
    const candidates = this.#requests.withReqId(reqId);
    const own = candidates.filter((request) => request.device === device);
    const request =
      own.find(({ kind }) => kind.answer?.codes.some((code) => code.rc === rc) === true) ?? own[0] ?? this.#late(device, reqId);
    if (request !== undefined) {
      this.#requests.close(request, event.id);
      return { answer: { event, rc, request }, findings: none };
    }
    return { findings: this.#unreadable.has(device) ? none : this.#stray(event, reqId, device, candidates[0]) };
  }

  /** An answer that is sent to the topic of something else; `undefined` when the message is none. */
  misplaced(event: MessageEvent, rightTopic: () => string): Findings | undefined {
    const reqId = rcOf(event) === undefined ? undefined : reqIdOf(event);
    const request = reqId === undefined ? undefined : this.#requests.withReqId(reqId).find(({ device }) => device === deviceOf(event));
    if (request === undefined) return undefined;
    this.#requests.close(request, event.id);
    // Of a topic of no kind it is said already that nobody reads there.
    if (event.kind === undefined) return none;
    return [
      {
        rule: 'conversation/answer-topic',
        message: `This answers the ${request.kind.title} on ${quoted(event.topic)}, where it is not looked for, so the request times out. Send it to ${rightTopic()}.`,
        place: { event: event.id, part: 'topic' },
        related: [requestPlace(request, 'The request that it answers')],
      },
    ];
  }

  /**
   * An answer without a reqId that can be read is for the only request that waits, most likely. What is wrong with a
   * reqId, the payload's own check says.
   */
  #withoutReqId(event: MessageEvent, device: string): Correlation {
    const request = this.#requests.onlyOneOf(device);
    const findings = lacksReqId(event) ? [this.#nameless(event, device, request)] : none;
    if (request === undefined) return { findings };
    this.#requests.close(request, event.id);
    return { answer: { event, rc: rcOf(event), request }, findings };
  }

  #nameless(event: MessageEvent, device: string, request: Request | undefined): ConversationFinding {
    const silent = this.#silentOf(device);
    if (silent !== undefined) return this.#unwanted(event, silent);
    const { answerer, lost } = this.#words;
    return {
      rule: 'conversation/answer-without-reqId',
      message:
        `This answer has no reqId. What is expected may leave it out, but played as the ${answerer} it is sent like this, without reqId. ` +
        `${lost} Repeat the reqId of the request.`,
      place: { event: event.id, part: [] },
      ...(request === undefined ? {} : { related: [requestPlace(request, 'The request that waits')] }),
    };
  }

  /** The request without reqId that an answer is for when no other waits. */
  #silentOf(device: string): Request | undefined {
    return this.#requests.hasAnyOf(device) ? undefined : this.#silent.get(device);
  }

  /** A request whose answer nobody expected any more. */
  #late(device: string, reqId: string): Request | undefined {
    const closed = this.#requests.closed(device, reqId);
    return closed?.answeredBy === undefined ? closed?.request : undefined;
  }

  #again({ device, event }: Request, reqId: string): Findings {
    const earlier = this.#requests.closed(device, reqId);
    if (earlier === undefined) return none;
    return [
      {
        rule: 'conversation/reqId-again',
        message:
          `The reqId ${quoted(reqId)} belonged to an earlier request, which has had its answer. In a log, and for an answer that comes twice, ` +
          'the two cannot be told apart. Use a reqId of its own for every request, such as a UUID.',
        place: { event: event.id, part: ['reqId'] },
        related: [requestPlace(earlier.request, 'The earlier request with this reqId')],
      },
    ];
  }

  #stray(event: MessageEvent, reqId: string, device: string, elsewhere: Request | undefined): Findings {
    if (elsewhere !== undefined) return this.#otherDevice(event, elsewhere);
    const earlier = this.#requests.closed(device, reqId);
    if (earlier?.answeredBy !== undefined) return [this.#twice(event, earlier.request, earlier.answeredBy)];
    // Its request is known elsewhere, or came before the conversation was followed.
    if (event.isPaired === true || !this.#isWhole()) return none;
    const silent = this.#silentOf(device);
    return [silent === undefined ? this.#unknown(event, reqId, device) : this.#unwanted(event, silent)];
  }

  #otherDevice(event: MessageEvent, request: Request): Findings {
    this.#requests.close(request, event.id);
    // A gateway's topic that names no device is no topic of gateways, which is said already.
    if (event.sender === 'gateway' && deviceOf(event) === '') return none;
    return [
      {
        rule: 'conversation/answer-topic',
        message:
          `The request with this reqId is about ${deviceName(request.device)}, and this is the answer of ${deviceName(deviceOf(event))}. ` +
          `${this.#words.lost} Answer on the topic of the same device.`,
        place: { event: event.id, part: 'topic' },
        related: [requestPlace(request, 'The request with this reqId')],
      },
    ];
  }

  #twice(event: MessageEvent, request: Request, answeredBy: number): ConversationFinding {
    return {
      rule: 'conversation/answered-twice',
      message: `The ${request.kind.title} with this reqId was answered already, so this answer has no effect. Remove it; tell later changes by notify.`,
      place: { event: event.id, part: ['reqId'] },
      related: [requestPlace(request, 'The request'), { message: 'Its first answer', place: { event: answeredBy, part: 'event' } }],
    };
  }

  #unwanted(event: MessageEvent, request: Request): ConversationFinding {
    this.#silent.delete(deviceOf(event));
    return {
      rule: 'conversation/answer-unwanted',
      message: `The ${request.kind.title} before this carries no reqId, so it asks for no answer. ${this.#words.ignored} Remove the answer.`,
      place: { event: event.id, part: 'event' },
      related: [requestPlace(request, 'The request without reqId')],
    };
  }

  #unknown(event: MessageEvent, reqId: string, device: string): ConversationFinding {
    const place = { event: event.id, part: ['reqId'] } as const;
    const only = this.#requests.onlyOneOf(device);
    const finding = {
      rule: 'conversation/reqId-unknown',
      message: `The ${this.#words.answerer} answers a request with the reqId ${quoted(reqId)}, and there is none. ${this.#words.lost}`,
      place,
    } as const;
    if (only === undefined) return { ...finding, message: `${finding.message} Repeat the reqId of the request exactly.` };
    // What follows belongs to that request, most likely, so it is not said once more that it waits.
    this.#requests.close(only, event.id);
    return {
      ...finding,
      message: `${finding.message} The ${only.kind.title} with ${quoted(only.reqId ?? '')} waits for its answer.`,
      related: [requestPlace(only, 'The request that waits')],
      fix: { title: 'Use the reqId of the request that waits', place, copyOf: { event: only.event.id, part: ['reqId'] } },
    };
  }
}

/** Whether an answer has no reqId at all. */
function lacksReqId({ payload }: MessageEvent): boolean {
  return isObject(payload) && !Object.hasOwn(payload, 'reqId');
}

/** The request as a related place. */
export function requestPlace({ event }: Request, message: string) {
  return { message, place: { event: event.id, part: 'event' } } as const;
}
