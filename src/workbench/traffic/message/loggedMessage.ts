import * as vscode from 'vscode';
import { isLogName } from '../../../rpc/log/isLogName.ts';
import type { LogName } from '../../../rpc/log/logCalls.ts';
import type { PageRow } from '../../../rpc/log/logContract.ts';
import type { LogMessage } from '../../../rpc/log/traffic.ts';
import { Refusal } from '../../../wiotp/refusal.ts';
import type { Engine } from '../../engine.ts';

/** A row of a log. */
export interface RowPlace {
  readonly log: LogName;
  readonly seq: number;
}

/** The row that a command of the log is for: the one that the view or VS Code's context menu on a row names. */
export function rowPlace(given: unknown): RowPlace {
  const place = asRowPlace(given);
  if (place !== undefined) return place;
  throw noRow();
}

/** The row that something names; `undefined` where it is none. */
export function asRowPlace(given: unknown): RowPlace | undefined {
  if (typeof given !== 'object' || given === null || !('log' in given) || !('seq' in given)) return undefined;
  return isLogName(given.log) && isNumber(given.seq) ? { log: given.log, seq: given.seq } : undefined;
}

/** The row in the page whose context menu a command comes from: see {@link rowPlace}. */
export function pageRow(given: unknown): PageRow {
  const { seq } = rowPlace(given);
  if (typeof given === 'object' && given !== null && 'page' in given && typeof given.page === 'string') return { page: given.page, seq };
  throw noRow();
}

/**
 * The message that a row stands for.
 * @throws Refusal when it left the log meanwhile.
 */
export async function loggedMessage(engine: Pick<Engine, 'calls'>, { log, seq }: RowPlace): Promise<LogMessage> {
  const message = await (await engine.calls()).ask('message', seq, log);
  if (message !== undefined) return message;
  throw new Refusal(vscode.l10n.t('That message is no longer in the log.'), {
    rule: 'the log keeps what its retention allows',
    advice: vscode.l10n.t('Choose one that is still there, or let the log keep more with “Set How Much Traffic Is Kept…”.'),
  });
}

function noRow(): Refusal {
  return new Refusal(vscode.l10n.t('No row of the traffic log was chosen.'), {
    rule: 'a command of a row is for that row and no other',
    advice: vscode.l10n.t('Choose the command from the context menu of a row, or in its detail.'),
  });
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}
