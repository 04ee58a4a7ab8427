import type { JobSpec } from '../../rpc/device/deviceRequest.ts';
import { Pace } from '../../rpc/pace.ts';
import type { PublishJob as JobState } from '../../rpc/session/sessionState.ts';
import { isRefusal, refusalText } from '../../wiotp/refusal.ts';
import { PublishJob, type JobOptions } from './publishJob.ts';

/** What the jobs of a session work with. */
export interface SessionJobsOptions extends Omit<JobOptions, 'id' | 'progressed' | 'over'> {
  /** The jobs are others now, or their numbers; of a fast job it is told at most four times a second. */
  readonly changed: () => void;
}

/** How often the host hears of the progress of jobs, in milliseconds. */
const progressMs = 250;

/** The publish jobs of one session. */
export class SessionJobs {
  readonly #options: SessionJobsOptions;
  readonly #jobs = new Map<string, PublishJob>();
  readonly #pace: Pace;
  #note: string | undefined;

  constructor(options: SessionJobsOptions) {
    this.#options = options;
    this.#pace = new Pace(options.changed, progressMs, options.clock);
  }

  /** In the order in which they began. */
  get states(): readonly JobState[] {
    return [...this.#jobs.values()].map(({ state }) => state);
  }

  /** Why the latest job that stopped by itself did so. */
  get note(): string | undefined {
    return this.#note;
  }

  /**
   * Begins one and gives its ID, as soon as its first message is delivered.
   * @throws Refusal when it cannot be done as described, or its first message fails.
   */
  async start(spec: JobSpec): Promise<string> {
    const { changed, uuid } = this.#options;
    const id = uuid();
    const job = new PublishJob(spec, {
      ...this.#options,
      id,
      progressed: () => this.#pace.poke(),
      over: (why) => this.#over(id, spec, why),
    });
    this.#jobs.set(id, job);
    try {
      await job.start();
    } catch (error) {
      this.#forget(id);
      throw error;
    }
    // A job that had only one message to publish is over.
    if (this.#jobs.has(id)) this.#note = undefined;
    changed();
    return id;
  }

  /** Stops one, or all of them; one that is over is no error. */
  stop(id?: string): void {
    for (const [known, job] of this.#jobs) {
      if (id !== undefined && known !== id) continue;
      job.stop();
      this.#forget(known);
    }
    if (id === undefined) this.#note = undefined;
  }

  #over(id: string, { topic }: JobSpec, why: unknown): void {
    this.#forget(id);
    if (why instanceof Error)
      this.#note = `Publishing ${topic} again and again has stopped: ${isRefusal(why) ? refusalText(why) : why.message}`;
    this.#options.changed();
  }

  #forget(id: string): void {
    this.#jobs.delete(id);
    if (this.#jobs.size === 0) this.#pace.dispose();
  }
}
