import * as vscode from 'vscode';
import type { Retention } from '../../rpc/log/logCalls.ts';
import { settings } from '../ids.ts';
import { retentionBounds } from './retentionBounds.ts';

/** How much traffic is kept, as the settings say: within the bounds. What is no number there counts as not set. */
export function readRetention(): Retention {
  return { megabytes: read('megabytes', settings.retentionMegabytes), days: read('days', settings.retentionDays) };
}

function read(name: keyof Retention, setting: string): number {
  const { least, most, usual } = retentionBounds[name];
  const value = vscode.workspace.getConfiguration().get<unknown>(setting);
  return typeof value === 'number' ? Math.min(Math.max(value, least), most) : usual;
}
