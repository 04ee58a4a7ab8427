import type { LintMessage } from '../lint/lintMessage.ts';
import type { OwnSchemas } from '../lint/own/ownSchemas.ts';
import type { Problem } from '../lint/problem.ts';
import type { DeviceInfoCheck } from '../profiles/registry/registryFile.ts';
import type { LimitsProfile } from '../wiotp/limitTable.ts';

/** The linter and the user's own schemas as values, for code in other bundles, which have no second copy of its tables. */
export interface Linter {
  /** Checks a message under the settings; limits that are given count instead of those of the settings. */
  readonly message: (message: LintMessage, limits?: LimitsProfile) => readonly Problem[];
  readonly deviceInfo: DeviceInfoCheck;
  readonly own: OwnSchemas;
}
