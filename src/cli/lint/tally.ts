import type { OwnRuleId } from '../../lint/ruleTables/own.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import type { FileResult } from './fileResult.ts';

/** What a whole run came to. */
export interface Totals {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  /** Files in folders that are none of ours. */
  readonly skipped: number;
  /** Paths of what could not be read, and of named files of which nobody knows what they hold. */
  readonly unreadable: readonly string[];
}

/** The rule about schemas that nothing could be checked against: whatever its severity, the run did not do what it was asked for. */
const untriedRule: OwnRuleId = 'own/not-checked';

/** Counts while a run goes on. */
export class Tally {
  #files = 0;
  #errors = 0;
  #warnings = 0;
  #skipped = 0;
  #isUntried = false;
  readonly #unreadable: string[] = [];

  get totals(): Totals {
    return { files: this.#files, errors: this.#errors, warnings: this.#warnings, skipped: this.#skipped, unreadable: this.#unreadable };
  }

  checked({ problems }: FileResult): void {
    this.#files++;
    for (const { rule, severity } of problems) {
      if (rule === untriedRule) this.#isUntried = true;
      if (severity === 'error') this.#errors++;
      else if (severity === 'warning') this.#warnings++;
    }
  }

  skipped(): void {
    this.#skipped++;
  }

  unreadable(path: string): void {
    this.#unreadable.push(path);
  }

  exitCode(isStrict: boolean): ExitCode {
    if (this.#unreadable.length > 0 || this.#isUntried) return exitCode.unusable;
    return this.#errors > 0 || (isStrict && this.#warnings > 0) ? exitCode.problems : exitCode.fine;
  }
}
