import { decided } from '../../../lint/decided.ts';
import { defaultLintOptions, type LintOptions } from '../../../lint/options.ts';
import type { SchemaReport } from '../../../lint/own/ownSchemas.ts';
import type { Problem } from '../../../lint/problem.ts';
import { rules } from '../../../lint/rules.ts';
import { OwnSchemaThread } from '../../../ownSchemas/ownSchemaThread.ts';
import type { LintConfiguration } from '../../../rpc/engineContract.ts';
import { Pace } from '../../../rpc/pace.ts';
import type { Remark } from '../../store/storedMessage.ts';
import { lintJudge, type Finding, type Judge } from './judge.ts';
import { payloadText } from '../reading/payloadText.ts';
import { isTooLarge } from './tooLarge.ts';

/** With more checks waiting than this, messages are only counted: traffic can be faster than a schema. */
const mostWaiting = 10_000;

const missedMs = 1_000;

/** What messages are judged by, as it was configured last. */
export class LintBench {
  readonly #told: (reports: readonly SchemaReport[]) => void;
  readonly #tell = new Pace(() => this.#told(this.#reportsWithMissed()), missedMs);
  #options: LintOptions = defaultLintOptions;
  #judge = lintJudge();
  #own: OwnSchemaThread | undefined;
  #reports: readonly SchemaReport[] = [];
  #missed = 0;

  /** `told` takes what is wrong with the user's own schemas. */
  constructor(told: (reports: readonly SchemaReport[]) => void) {
    this.#told = told;
  }

  configure({ options, schemas, schemasProgram }: LintConfiguration): void {
    this.#options = options;
    this.#judge = lintJudge(options);
    this.#missed = 0;
    if (schemas.length > 0) this.#own ??= new OwnSchemaThread({ program: schemasProgram, reported: (reports) => this.#report(reports) });
    this.#own?.configure(schemas);
  }

  /** What the linter says, at once. */
  get judge(): Judge {
    return this.#judge;
  }

  /** What the user's own schemas say, which takes its time; `undefined` when there is none for the topic, and for what is too large. */
  own(topic: string, payload: Uint8Array): Promise<readonly Finding[]> | undefined {
    const own = this.#own;
    if (own === undefined || !own.concerns(topic) || isTooLarge(payload)) return undefined;
    if (own.waiting >= mostWaiting) {
      this.#missed++;
      this.#tell.poke();
      return undefined;
    }
    const text = payloadText(payload);
    const options = this.#options;
    return text === undefined ? undefined : own.check(topic, text).then((problems) => decided(problems, options));
  }

  /** Remarks with the severities that the user chose; without those whose rules are off. */
  decide(remarks: readonly Remark[]): readonly Remark[] {
    return decided(remarks, this.#options);
  }

  dispose(): void {
    this.#tell.dispose();
    this.#own?.dispose();
  }

  #report(reports: readonly SchemaReport[]): void {
    this.#reports = reports;
    this.#told(this.#reportsWithMissed());
  }

  #reportsWithMissed(): readonly SchemaReport[] {
    if (this.#missed === 0) return this.#reports;
    const missed = missedProblem(this.#missed);
    return this.#reports.map(({ path, problems }) => ({ path, problems: [missed, ...problems] }));
  }
}

function missedProblem(count: number): Problem {
  return {
    rule: 'own/not-checked',
    severity: rules['own/not-checked'].severity,
    message: `${count === 1 ? '1 message' : `${count} messages`} in the traffic log could not be checked against own schemas: messages came faster than the schemas can check them.`,
    range: { start: 0, end: 0 },
  };
}
