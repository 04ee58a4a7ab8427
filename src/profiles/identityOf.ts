import type { ClientIdentity } from '../wiotp/clientId.ts';
import { quickstartOrg } from '../wiotp/organisation.ts';
import type { ConnectionProfile } from './profile.ts';

type Identified = Pick<ConnectionProfile, 'client' | 'target' | 'org'>;

/** What a profile connects as. The embedded platform has an organisation of its own, which is empty while it is not known. */
export function identityOf({ client, target, org }: Identified, platformOrg = ''): ClientIdentity {
  const home = target.kind === 'quickstart' ? quickstartOrg : target.kind === 'embedded' ? platformOrg : org;
  if (client.sender !== 'application') return { sender: client.sender, org: home, typeId: client.typeId, deviceId: client.deviceId };
  const { appId, shared, instanceId } = client;
  return { sender: 'application', org: home, appId, shared, ...(instanceId === undefined ? {} : { instanceId }) };
}
