import { defaultLintOptions } from '../../../src/lint/options.ts';
import type { LintConfiguration } from '../../../src/rpc/engineContract.ts';

/** For an engine that judges by defaults. */
export function noLint(): Promise<LintConfiguration> {
  return Promise.resolve({ options: defaultLintOptions, schemas: [], schemasProgram: '' });
}
