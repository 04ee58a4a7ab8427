import { clientIdOf } from '../../wiotp/clientId.ts';
import { mostClientIdBytes } from '../../wiotp/clientIdFault.ts';
import { isApiKey, loginFault } from '../../wiotp/credentials.ts';
import { checkHostOrg } from '../../wiotp/hosts.ts';
import { checkId, checkOrg } from '../../wiotp/names.ts';
import { checkOrgAt, quickstartOrg } from '../../wiotp/organisation.ts';
import { identityOf } from '../identityOf.ts';
import type { ConnectionProfile } from '../profile.ts';
import { checkProfileName } from './checkTexts.ts';
import { error, warning, type ProfileRule } from './profileRule.ts';

/** Rules about who connects, and to which organisation. */
export const identityRules: readonly ProfileRule[] = [
  error('name', ({ name }) => checkProfileName(name)),
  error('client.typeId', ({ client }) => (client.sender === 'application' ? undefined : checkId('The device type', client.typeId))),
  error('client.deviceId', ({ client }) => (client.sender === 'application' ? undefined : checkId('The device ID', client.deviceId))),
  // [MAS] Its page on devices leaves the dot out; the one on client IDs does not.
  warning('client.deviceId', ({ client, target }) =>
    target.kind === 'mas' && client.sender !== 'application' && client.deviceId.includes('.')
      ? 'Documents of Maximo Application Suite disagree whether a device ID may contain a dot; if registering the device fails, that is why.'
      : undefined,
  ),
  error('client.appId', ({ client }) => (client.sender === 'application' ? checkId('The application ID', client.appId) : undefined)),
  error('client.apiKey', apiKeyFault),
  error('client.shared', ({ client, target }) =>
    client.sender === 'application' && client.shared && target.kind === 'quickstart'
      ? 'Quickstart has no shared applications: it refuses their client IDs. Leave the application unshared.'
      : undefined,
  ),
  error('client.instanceId', ({ client }) => {
    if (client.sender !== 'application' || client.instanceId === undefined) return undefined;
    if (!client.shared) return 'Only a shared application has an instance ID. Share it, or leave the instance ID out.';
    return checkId('The instance ID', client.instanceId);
  }),
  error('client.sender', ({ client, target }) =>
    client.sender === 'gateway' && target.kind === 'quickstart'
      ? 'Quickstart has no gateways: it refuses their client IDs. Connect as a device.'
      : undefined,
  ),
  error('org', orgFault),
  warning('org', ({ org, target }) => {
    if (target.kind === 'embedded' && org !== '')
      return 'The embedded platform has an organisation of its own; the one that is given here does not count. Leave it out.';
    return target.kind === 'host' && org === quickstartOrg
      ? 'Quickstart takes neither token nor subscriptions of devices. Choose Quickstart as the target, with this host.'
      : undefined;
  }),
];

function apiKeyFault({ client, target, org }: ConnectionProfile): string | undefined {
  if (client.sender !== 'application' || target.kind === 'quickstart') return undefined;
  const { apiKey } = client;
  // The embedded platform makes one when it is first needed.
  if (target.kind === 'embedded') {
    if (apiKey === '' || isApiKey(apiKey)) return undefined;
    return 'An API key is a-org-… as it is shown where it was made; leave it empty, and the embedded platform makes one.';
  }
  const fault = loginFault({ sender: 'application', org, userName: apiKey, hasPassword: true });
  if (fault === undefined) return undefined;
  if (apiKey === '') return 'The API key is empty. It is the user name of an application, a-org-…; its token is asked for apart.';
  return `${fault.reason} The platform answers CONNACK 5. ${fault.advice}`;
}

function orgFault(profile: ConnectionProfile): string | undefined {
  const { org, target } = profile;
  switch (target.kind) {
    case 'embedded':
      return undefined;
    case 'quickstart':
      return org === '' ? undefined : checkOrgAt('quickstart', org);
    case 'classic':
    case 'mas':
      return checkOrgAt(target.kind, org) ?? tooLong(profile);
    case 'host':
      return checkOrg(org) ?? checkHostOrg(target.host, org) ?? tooLong(profile);
  }
}

/** The organisation is the only part of a client ID whose length nothing else limits. */
function tooLong(profile: ConnectionProfile): string | undefined {
  const { length } = clientIdOf(identityOf(profile));
  if (length <= mostClientIdBytes) return undefined;
  return `With this organisation the client ID has ${length} bytes; ${mostClientIdBytes} are allowed, and the platform answers CONNACK 2.`;
}
