import type { JobSpec } from '../../rpc/device/deviceRequest.ts';
import { nextDue } from '../../rpc/device/jobPace.ts';
import type { PublishJob as JobState } from '../../rpc/session/sessionState.ts';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import { fillTemplate } from '../../transcript/variables.ts';
import type { Message } from '../../wiotp/message.ts';
import { checkJob } from './checkJob.ts';
import { RateMeter } from './rateMeter.ts';

/** What a job works with. */
export interface JobOptions {
  /** Names it within its session. */
  readonly id: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly uuid: () => string;
  /** Whether there is a connection now; without one the job pauses. */
  readonly isReady: () => boolean;
  readonly publish: (message: Message) => Promise<void>;
  /** The numbers of its state are others now. */
  readonly progressed: () => void;
  /** It has published as often as it should, or has stopped by itself for a reason. */
  readonly over: (why?: unknown) => void;
}

const encoder = new TextEncoder();

/** Publishes one message again and again. */
export class PublishJob {
  readonly #spec: JobSpec;
  readonly #options: JobOptions;
  #rate: RateMeter | undefined;
  #sent = 0;
  #busy = false;
  /** When the next message is to leave. */
  #due = 0;
  #timer: Timer | undefined;

  /** Nothing happens before {@link start}. */
  constructor(spec: JobSpec, options: JobOptions) {
    this.#spec = spec;
    this.#options = options;
  }

  get state(): JobState {
    const { id, clock } = this.#options;
    const { topic, everyMs, count } = this.#spec;
    return { id, topic, everyMs, ...(count === undefined ? {} : { count }), sent: this.#sent, rate: this.#rate?.rate(clock.now()) ?? 0 };
  }

  /**
   * Publishes for the first time, and from then on every `everyMs`.
   * @throws Refusal when the job cannot be done as described, or the first message fails; the job is over then.
   */
  async start(): Promise<void> {
    checkJob(this.#spec);
    this.#due = this.#options.clock.now();
    this.#rate = new RateMeter(this.#spec.everyMs);
    this.#schedule();
    try {
      await this.#publish();
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #schedule(): void {
    const { clock } = this.#options;
    const { everyMs } = this.#spec;
    const now = clock.now();
    this.#due = nextDue(this.#due, everyMs, now);
    this.#timer = clock.after(this.#due - now, () => {
      this.#schedule();
      // A message that is still on its way means that the platform is slower than the job.
      if (!this.#busy && this.#options.isReady()) this.#publishAgain();
      // The rate falls.
      else this.#options.progressed();
    });
  }

  #publishAgain(): void {
    this.#publish().catch((error: unknown) => {
      // With the connection gone the job only pauses.
      if (this.#timer === undefined || !this.#options.isReady()) return;
      this.stop();
      this.#options.over(error);
    });
  }

  async #publish(): Promise<void> {
    const { clock, uuid, random, publish, progressed, over } = this.#options;
    const { topic, template, qos, count, environment = {} } = this.#spec;
    const text = fillTemplate(template, { now: () => clock.now(), uuid, random, counter: this.#sent + 1, environment });
    this.#busy = true;
    try {
      await publish({ topic, payload: encoder.encode(text), qos, retain: false });
    } finally {
      this.#busy = false;
    }
    this.#sent++;
    this.#rate?.count(clock.now());
    // It was stopped meanwhile.
    if (this.#timer === undefined) return;
    if (this.#sent !== count) progressed();
    else {
      this.stop();
      over();
    }
  }
}
