import * as vscode from 'vscode';
import type { Notices } from '../notices.ts';
import type { PlatformHost } from './platformHost.ts';

/** Says that a platform that restarted serves again. */
export function announceReturn({ onChange }: Pick<PlatformHost, 'onChange'>, notices: Pick<Notices, 'done'>): vscode.Disposable {
  let wasAway = false;
  return onChange((state) => {
    const isAway = state.phase === 'running' && state.info.awayUntil !== undefined;
    if (wasAway && !isAway && state.phase === 'running') notices.done(vscode.l10n.t('The embedded platform is back'));
    wasAway = isAway;
  });
}
