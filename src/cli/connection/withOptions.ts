import { resolve } from 'node:path';
import { mqttVersions } from '../../profiles/fields/profileFields.ts';
import type { ConnectionProfile, TlsChoice } from '../../profiles/profile.ts';
import { wrongUsage } from '../wrongUsage.ts';
import { portOf, transportOf, type ConnectionValues } from './connectionOptions.ts';
import type { ConnectionPlace } from './connectionPlace.ts';

/** A profile as the options change it. @throws Refusal for wrong usage. */
export function withOptions(profile: ConnectionProfile, values: ConnectionValues, { command, folder }: ConnectionPlace): ConnectionProfile {
  const { host, path, mqtt, proxy, platform } = values;
  const port = portOf(command, values);
  const transport = transportOf(command, values);
  const version = mqttVersions.find((candidate) => candidate === mqtt);
  if (mqtt !== undefined && version === undefined)
    throw wrongUsage(command, `--mqtt is one of ${mqttVersions.join(', ')}; it is "${mqtt}".`);
  const place = placeOf(profile, host, platform);
  return {
    ...profile,
    ...place,
    ...(port === undefined ? {} : { port }),
    ...(transport === undefined ? {} : { transport }),
    ...(path === undefined ? {} : { path }),
    ...(version === undefined ? {} : { mqttVersion: version }),
    ...(proxy === undefined ? {} : { proxy: { kind: 'url', url: proxy } }),
    tls: tlsOf(profile.tls, values, folder),
  };
}

/** Another machine for the same client, such as a copy of the platform. */
function placeOf({ target, org }: ConnectionProfile, host: string | undefined, platform: boolean): Partial<ConnectionProfile> {
  if (platform && target.kind !== 'quickstart') return { target: { kind: 'embedded' }, org: '', transport: 'tcp' };
  if (host === undefined) return {};
  return target.kind === 'quickstart' ? { target: { kind: 'quickstart', host } } : { target: { kind: 'host', host }, org };
}

function tlsOf(tls: TlsChoice, values: ConnectionValues, folder: string): TlsChoice {
  const { ca, cert, key } = values;
  const serverName = values['server-name'];
  return {
    ...tls,
    ...(ca === undefined ? {} : { caFile: resolve(folder, ca) }),
    ...(cert === undefined ? {} : { certificateFile: resolve(folder, cert) }),
    ...(key === undefined ? {} : { keyFile: resolve(folder, key) }),
    ...(serverName === undefined ? {} : { serverName }),
    ...(values['insecure-chain'] ? { verifyChain: false } : {}),
    ...(values['insecure-host'] ? { verifyHost: false } : {}),
  };
}
