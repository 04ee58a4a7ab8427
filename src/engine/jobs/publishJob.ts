import type { EngineCalls, PublishJob as JobState } from '../../rpc/engineContract.ts';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import { fillTemplate } from '../../transcript/variables.ts';
import { checkLevel } from '../../wiotp/names.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { buildTopic } from '../../wiotp/topic.ts';
import type { Message } from '../../wiotp/message.ts';

/** What a job publishes, and how often. */
export type JobSpec = Parameters<EngineCalls['startJob']>[1];

/** What a job works with. */
export interface JobOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly uuid: () => string;
  /** Whether there is a connection now; without one the job pauses. */
  readonly isReady: () => boolean;
  readonly publish: (message: Message) => Promise<void>;
  /** Another message was sent. */
  readonly sent: () => void;
  /** The job stopped by itself. */
  readonly failed: (why: unknown) => void;
}

const leastMs = 100;

const encoder = new TextEncoder();

/** Publishes one event again and again. */
export class PublishJob {
  readonly #spec: JobSpec;
  readonly #options: JobOptions;
  readonly #topic: string;
  #sent = 0;
  #busy = false;
  #timer: Timer | undefined;

  /** @throws Refusal when the job cannot be done as described. */
  constructor(spec: JobSpec, options: JobOptions) {
    this.#topic = topicOf(spec);
    this.#spec = spec;
    this.#options = options;
  }

  get state(): JobState {
    const { eventId, everyMs } = this.#spec;
    return { eventId, everyMs, sent: this.#sent };
  }

  /**
   * Publishes for the first time, and from then on every `everyMs`.
   * @throws Refusal when the first message fails; the job is over then.
   */
  async start(): Promise<void> {
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
    this.#timer = this.#options.clock.after(this.#spec.everyMs, () => {
      this.#schedule();
      this.#publishIfReady();
    });
  }

  #publishIfReady(): void {
    // A message that is still on its way means that the platform is slower than the job.
    if (this.#busy || !this.#options.isReady()) return;
    this.#publish().catch((error: unknown) => {
      // With the connection gone the job only pauses.
      if (this.#timer === undefined || !this.#options.isReady()) return;
      this.stop();
      this.#options.failed(error);
    });
  }

  async #publish(): Promise<void> {
    const { clock, uuid, random, publish, sent } = this.#options;
    const { template, qos } = this.#spec;
    const text = fillTemplate(template, { now: () => clock.now(), uuid, random, counter: this.#sent + 1 });
    this.#busy = true;
    try {
      await publish({ topic: this.#topic, payload: encoder.encode(text), qos, retain: false });
    } finally {
      this.#busy = false;
    }
    this.#sent++;
    sent();
  }
}

function topicOf({ eventId, format, everyMs }: JobSpec): string {
  const wrong = checkLevel('The event ID', eventId) ?? checkLevel('The format', format);
  if (wrong !== undefined)
    throw new Refusal(wrong, { rule: 'a topic level is one word', advice: 'Use letters, digits, "-" and "_".', code: 276 });
  if (!(everyMs >= leastMs)) {
    throw new Refusal(`A message every ${everyMs} ms is too often; ${leastMs} ms is the least.`, {
      rule: 'a simulated device keeps to a device’s pace',
      advice: `Choose ${leastMs} ms or more.`,
    });
  }
  return buildTopic('device.event', { eventId, format });
}
