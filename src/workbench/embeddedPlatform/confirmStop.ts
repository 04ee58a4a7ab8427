import * as vscode from 'vscode';
import { confirm } from '../confirm.ts';
import type { Connections } from '../connections/connections.ts';
import { simulatedDevices } from '../connections/simulatedDevices.ts';
import type { PlatformHost } from './platformHost.ts';
import { usedByOthers, type OtherUse } from './usedByOthers.ts';

/** How many clients a question names; of the others it says how many they are. */
const mostNamed = 5;

/** Whether the platform may end: asks when that concerns anybody but this window, and names whom. */
export async function confirmStop({
  platform: { state },
  connections,
}: {
  readonly platform: PlatformHost;
  readonly connections: Connections;
}): Promise<boolean> {
  if (state.phase !== 'running') return true;
  const { attachedTo } = state;
  const use = usedByOthers(state, simulatedDevices(connections).keys());
  if (attachedTo === undefined && use.clients.length === 0 && use.addresses.length === 0) return true;
  const question =
    attachedTo === undefined ? vscode.l10n.t('Stop the embedded platform?') : vscode.l10n.t('Stop the platform of {0}?', attachedTo);
  const everybody = vscode.l10n.t('It ends for everybody who uses it. “Detach from Platform” lets go of it and leaves it running.');
  const detail = [...(attachedTo === undefined ? [] : [everybody]), ...useLines(use)].join('\n\n');
  return confirm(question, detail, vscode.l10n.t('Stop'));
}

function useLines({ clients, addresses }: OtherUse): string[] {
  const rest = clients.length - mostNamed;
  const named = clients.slice(0, mostNamed).join(', ');
  const all = rest > 0 ? vscode.l10n.t('{0} and {1} more', named, rest) : named;
  return [
    ...(clients.length === 0 ? [] : [vscode.l10n.t('Connections that are closed: {0}.', all)]),
    ...(addresses.length === 0
      ? []
      : [vscode.l10n.t('Addresses that are closed, and stay closed after the next start: {0}.', addresses.join(', '))]),
  ];
}
