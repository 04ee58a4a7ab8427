import * as vscode from 'vscode';
import { clientName } from '../../../profiles/deviceOf.ts';
import type { ConnectionProfile } from '../../../profiles/profile.ts';

/** Who connects and where to, in one line. */
export function addressHint(profile: ConnectionProfile): string {
  return vscode.l10n.t('{0} at {1}', clientName(profile), targetText(profile));
}

function targetText({ target, org }: ConnectionProfile): string {
  switch (target.kind) {
    case 'embedded':
      return vscode.l10n.t('the embedded platform');
    case 'mas':
      return vscode.l10n.t('{0} in {1}', org, target.domain);
    case 'classic':
      return vscode.l10n.t('the classic organisation {0}', org);
    case 'host':
      return target.host;
    case 'quickstart':
      return vscode.l10n.t('Quickstart');
  }
}
