import { lintMessage, type LintMessage } from '../lint/lintMessage.ts';
import type { Problem } from '../lint/problem.ts';
import type { LimitsProfile } from '../wiotp/limitTable.ts';
import { lintSettings } from './settings/lintSettings.ts';

/** Checks a message under the settings; limits that are given count instead of those of the settings. */
export function lintBySettings(message: LintMessage, limits?: LimitsProfile): readonly Problem[] {
  const { options } = lintSettings();
  return lintMessage(message, limits === undefined ? options : { ...options, limits });
}
