import type { KindName } from '../wiotp/catalog.ts';
import type { LintMessage } from './lintMessage.ts';
import type { WorkbenchFile } from './files/ourFile.ts';
import type { LintOptions } from './options.ts';
import type { Severity } from './problem.ts';

/** A message that breaks a rule, and one that does not, where nothing is decided but what stands here. */
export interface MessageExample extends Partial<Omit<LintOptions, 'rules'>> {
  readonly wrong: LintMessage;
  readonly right: LintMessage;
}

/** Shows a rule at work: something that breaks it, and the same thing put right. */
export type RuleExample =
  /** Payloads of a kind. */
  | { readonly kind: KindName; readonly wrong: string; readonly right: string }
  /** Messages, where topic, QoS, size or the retained flag matter, and the settings that such a rule needs. */
  | MessageExample
  /** Whole transcripts. */
  | { readonly transcript: 'json' | 'jsonl'; readonly wrong: string; readonly right: string }
  /** Whole files of the workbench. */
  | { readonly file: WorkbenchFile['type']; readonly wrong: string; readonly right: string };

/** One rule of the linter, as docs/rules.md lists it. */
export interface Rule {
  readonly title: string;
  readonly severity: Severity;
  /** What is found, why it matters and what the platform does about it. Markdown. */
  readonly description: string;
  /** None where text cannot show it. */
  readonly example?: RuleExample;
}
