import { isLoopback } from '../../wiotp/loopback.ts';
import { newProfile } from '../../profiles/newProfile.ts';
import type { ConnectionProfile, ProfileClient, Target } from '../../profiles/profile.ts';
import { classicDomain } from '../../wiotp/hosts.ts';
import { wrongUsage } from '../wrongUsage.ts';
import { portOf, type ConnectionValues } from './connectionOptions.ts';
import type { ConnectionPlace } from './connectionPlace.ts';

const plainPorts: readonly (number | undefined)[] = [80, 1883];

/** The profile that options describe from the ground up; `undefined` when they name nobody. @throws Refusal for wrong usage. */
export function profileOfOptions(values: ConnectionValues, { command, environment }: ConnectionPlace): ConnectionProfile | undefined {
  const { type, id, app, org = '', gateway } = values;
  if (type === undefined && id === undefined && app === undefined) return undefined;
  const target = targetOf(values, command);
  const asked = target.kind === 'embedded' || target.kind === 'quickstart';
  if (org === '' && !asked) throw wrongUsage(command, '--org is missing: the organisation, or the ID of the workspace.');
  const client =
    app === undefined ? deviceOf(type, id, gateway, command) : applicationOf(app, values['api-key'] ?? environment['WIOTP_AUTH_KEY']);
  const profile = newProfile({ id: 'cli', name: app ?? `${type}:${id}`, client, target, org });
  if (target.kind !== 'host') return profile;
  // Nothing goes over a network in the clear unless somebody wants it to.
  const isPlain = isLoopback(target.host) || plainPorts.includes(portOf(command, values));
  return { ...profile, transport: isPlain ? 'tcp' : 'tls', proxy: { kind: 'none' } };
}

function targetOf({ host, domain, quickstart, platform }: ConnectionValues, command: string): Target {
  if (quickstart) return host === undefined ? { kind: 'quickstart' } : { kind: 'quickstart', host };
  if (platform) return { kind: 'embedded' };
  if (host !== undefined) return { kind: 'host', host };
  if (domain === classicDomain) return { kind: 'classic' };
  // The SDKs' option of this name begins with it.
  if (domain !== undefined) return { kind: 'mas', domain: domain.replace(/^iot\./i, '') };
  throw wrongUsage(command, 'Nothing says where to connect to: give --platform, --host, --domain or --quickstart.');
}

function deviceOf(typeId: string | undefined, deviceId: string | undefined, gateway: boolean, command: string): ProfileClient {
  if (typeId === undefined || deviceId === undefined)
    throw wrongUsage(command, `--${typeId === undefined ? 'type' : 'id'} is missing: a device has a type and an ID.`);
  return { sender: gateway ? 'gateway' : 'device', typeId, deviceId };
}

function applicationOf(appId: string, apiKey = ''): ProfileClient {
  return { sender: 'application', apiKey, appId, shared: false };
}
