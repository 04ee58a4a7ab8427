import * as vscode from 'vscode';
import type { Retention } from '../../rpc/logCalls.ts';
import { settings } from '../ids.ts';

/** How much traffic is kept, as the settings say. What is no number there counts as not set. */
export function readRetention(): Retention {
  return { megabytes: numberOr(settings.retentionMegabytes, 200), days: numberOr(settings.retentionDays, 7) };
}

function numberOr(setting: string, usual: number): number {
  const value = vscode.workspace.getConfiguration().get<unknown>(setting);
  return typeof value === 'number' && value >= 1 ? value : usual;
}
