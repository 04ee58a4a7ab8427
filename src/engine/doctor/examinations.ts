import type { Secrets } from '../../profiles/secrets.ts';
import type { SessionSettings } from '../../profiles/sessionSettings.ts';
import type { DoctorReach, DoctorReport, DoctorStep } from '../../rpc/session/doctorReport.ts';
import { examine } from './examine.ts';
import type { PlatformReasons } from './patient.ts';

/** The examinations that are under way, by the names their callers gave them. */
export class Examinations {
  readonly #heard: (run: string, step: DoctorStep) => void;
  readonly #reasons: PlatformReasons | undefined;
  readonly #underway = new Map<string, AbortController>();

  /** @param reasons knows what the embedded platform says about connections that it refuses. */
  constructor(heard: (run: string, step: DoctorStep) => void, reasons?: PlatformReasons) {
    this.#heard = heard;
    this.#reasons = reasons;
  }

  /** Examines a connection; resolves when it is done or stopped. A run of the same name that is under way is stopped. */
  async begin(settings: SessionSettings, secrets: Secrets, reach: DoctorReach, run: string): Promise<DoctorReport> {
    const controller = new AbortController();
    this.stop(run);
    this.#underway.set(run, controller);
    const heard = (step: DoctorStep): void => this.#heard(run, step);
    const reasons = this.#reasons === undefined ? {} : { reasons: this.#reasons };
    try {
      return await examine({ settings, secrets, reach, heard, signal: controller.signal, ...reasons });
    } finally {
      if (this.#underway.get(run) === controller) this.#underway.delete(run);
    }
  }

  /** Ends one early; one that is over already is no error. */
  stop(run: string): void {
    this.#underway.get(run)?.abort();
  }

  stopAll(): void {
    for (const controller of this.#underway.values()) controller.abort();
  }
}
