import type { LimitsProfile } from '../wiotp/limitTable.ts';
import type { Severity } from './problem.ts';

/** What the user decides about linting, from settings or the command line. */
export interface LintOptions {
  /** Severities that differ from those of the rule table, by rule; `off` silences a rule. */
  readonly rules: Readonly<Record<string, Severity | 'off' | undefined>>;
  readonly limits: LimitsProfile;
  /** How many bytes of a packet the client's library can hold; absent: not checked. */
  readonly clientBuffer?: number;
}

/** What counts when nobody decided anything. */
export const defaultLintOptions: LintOptions = { rules: {}, limits: 'standard' };
