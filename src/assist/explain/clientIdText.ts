import type { ClientIdentity } from '../../wiotp/clientId.ts';
import type { ClientIdFault } from '../../wiotp/clientIdFault.ts';
import { tokenUserName } from '../../wiotp/limits.ts';
import { printable } from '../../wiotp/printable.ts';
import { table } from '../../wiotp/table.ts';

/** What is known about a client ID. */
export interface ClientIdExplanation {
  readonly clientId: string;
  /** Of one that can be read. */
  readonly identity?: ClientIdentity;
  /** Of one that the platform does not take. */
  readonly fault?: ClientIdFault;
  /** What to mind about one that it takes. */
  readonly remark?: string;
}

/** A client ID for people. */
export function clientIdText({ clientId, identity, fault, remark }: ClientIdExplanation): string {
  const parts = [`${printable(clientId)}\n${identity === undefined ? 'No client ID of the platform.' : identityText(identity)}`];
  if (fault !== undefined) parts.push(printable(`${fault.reason} ${fault.consequence}`));
  if (remark !== undefined) parts.push(remark);
  return parts.join('\n\n');
}

function identityText(identity: ClientIdentity): string {
  const { sender, org } = identity;
  if (sender !== 'application') {
    const rows = [
      ['  device type', identity.typeId],
      ['  device ID', identity.deviceId],
      ['  user name', tokenUserName],
    ];
    return `The client ID of a ${sender}\n${table([['  organisation', org], ...rows])}`;
  }
  const rows = [
    ['  organisation', org],
    ['  application ID', identity.appId],
    ...(identity.instanceId === undefined ? [] : [['  instance ID', identity.instanceId]]),
    ['  user name', `an API key, a-${org}-…`],
  ];
  return `The client ID of ${identity.shared ? 'a shared' : 'an'} application\n${table(rows)}`;
}
