import { clientIdOf } from '../wiotp/clientId.ts';
import { classicHost, masHost, quickstartHost } from '../wiotp/hosts.ts';
import { plainHost } from '../wiotp/plainHost.ts';
import { tokenUserName } from '../wiotp/limits.ts';
import { absoluteFile } from './absoluteFile.ts';
import { identityOf } from './identityOf.ts';
import { isLoopback } from '../wiotp/loopback.ts';
import type { ConnectionProfile } from './profile.ts';
import { withoutPassword } from './proxyUrl.ts';
import type { Endpoint, EndpointTls, SessionHome, SessionSettings } from './sessionSettings.ts';
import type { PlatformListener, Surroundings } from './surroundings.ts';
import { isPlatform } from './topicUser.ts';
import { isSecure, isWebSocket } from './transportOf.ts';

/** A profile with everything it leads to, now. */
export interface ResolvedProfile {
  readonly settings: SessionSettings;
  readonly clientId: string;
  /** What secrets of this profile are bound to: they are never sent anywhere else. */
  readonly boundTo: string;
}

interface Place {
  readonly host: string;
  readonly port: number;
}

/**
 * Finds out where a profile leads. `undefined` for the embedded platform while it does not run, or has no listener of
 * the kind that the profile wants: `whyUnresolved` says which.
 */
export function resolveProfile(profile: ConnectionProfile, where: Surroundings): ResolvedProfile | undefined {
  const endpoint = endpointOf(profile, where);
  if (endpoint === undefined) return undefined;
  const { id, client, mqttVersion, cleanSession, keepAliveSeconds, sessionExpirySeconds, will, subscriptions, management } = profile;
  const identity = identityOf(profile, where.platform?.org);
  const home = homeOf(profile);
  const clientId = clientIdOf(identity);
  const userName = userNameOf(profile);
  const lasting = mqttVersion === '5' && !cleanSession;
  const settings: SessionSettings = {
    id,
    identity,
    home,
    isPlatform: isPlatform(profile),
    endpoint,
    mqttVersion,
    cleanSession,
    keepAliveSeconds,
    subscriptions,
    ...(userName === undefined ? {} : { userName }),
    ...(sessionExpirySeconds === undefined || !lasting ? {} : { sessionExpirySeconds }),
    ...(will === undefined ? {} : { will }),
    ...(client.sender === 'application' || home === 'quickstart' ? {} : { management }),
  };
  return { settings, clientId, boundTo: bindingOf(profile, endpoint, clientId, where) };
}

/** Whether a profile leads to the embedded platform, its Quickstart included. */
export function isEmbedded({ target }: Pick<ConnectionProfile, 'target'>): boolean {
  return target.kind === 'embedded' || (target.kind === 'quickstart' && target.host === undefined);
}

/** The user name of a profile's CONNECT: fixed for devices and gateways, and none on Quickstart [D-mqtt]. */
export function userNameOf({ client, target }: Pick<ConnectionProfile, 'client' | 'target'>): string | undefined {
  if (target.kind === 'quickstart') return undefined;
  return client.sender === 'application' ? client.apiKey : tokenUserName;
}

/** The port of a profile: its own, or the usual one of its target and transport. The embedded platform finds its own. */
export function usualPort({ port, target, transport }: Pick<ConnectionProfile, 'port' | 'target' | 'transport'>): number {
  if (port !== undefined) return port;
  if (target.kind === 'mas') return 443;
  return isSecure(transport) ? 8883 : 1883;
}

/** The embedded platform's listener that a profile wants; `undefined` while there is none. */
export function listenerOf({ target, transport }: ConnectionProfile, { platform }: Surroundings): PlatformListener | undefined {
  const service = target.kind === 'quickstart' ? 'quickstart' : 'full';
  return platform?.listeners.find((listener) => listener.service === service && listener.secure === isSecure(transport));
}

/**
 * Host, port and client ID, or the embedded platform itself. What a shared profile says of the way there counts as well: whoever
 * changes its folder must not get hold of a token by naming another authority, or putting another one into the file that is named,
 * by naming another proxy or path, or no TLS at all.
 */
function bindingOf(profile: ConnectionProfile, endpoint: Endpoint, clientId: string, { platform, folder }: Surroundings): string {
  if (isEmbedded(profile)) return `embedded:${platform?.instanceId}/${clientId}`;
  const { host, port, transport, proxy, tls } = endpoint;
  const target = `${host}:${port}/${clientId}`;
  if (folder === undefined) return target;
  const { caFile, caHash, serverName, verifyChain, verifyHost } = tls;
  // Behind one port, a web server tells services apart by the path.
  const path = isWebSocket(transport) ? endpoint.path : undefined;
  return `${target} ${JSON.stringify({ secure: isSecure(transport), caFile, caHash, serverName, verifyChain, verifyHost, proxy, path })}`;
}

function homeOf({ target }: ConnectionProfile): SessionHome {
  return target.kind === 'host' ? 'other' : target.kind;
}

function endpointOf(profile: ConnectionProfile, where: Surroundings): Endpoint | undefined {
  const { transport, path = '/mqtt' } = profile;
  const place = placeOf(profile, where);
  if (place === undefined) return undefined;
  const proxy = proxyOf(profile, place, where);
  return { transport, ...place, path, tls: tlsOf(profile, where), ...(proxy === undefined ? {} : { proxy }) };
}

/** A proxy of the editor is for what is far away; one that a profile names itself is meant for what it is named for. */
function proxyOf({ proxy }: ConnectionProfile, { host }: Place, { editorProxy }: Surroundings): string | undefined {
  if (proxy.kind === 'url') return withoutPassword(proxy.url);
  if (proxy.kind === 'none' || editorProxy === undefined || isLoopback(host)) return undefined;
  return withoutPassword(editorProxy);
}

function placeOf(profile: ConnectionProfile, where: Surroundings): Place | undefined {
  const { target, org } = profile;
  if (isEmbedded(profile)) {
    const listener = listenerOf(profile, where);
    return listener === undefined ? undefined : { host: listener.host, port: listener.port };
  }
  const port = usualPort(profile);
  switch (target.kind) {
    case 'classic':
      return { host: classicHost(org), port };
    case 'mas':
      return { host: masHost(org, target.domain), port };
    case 'host':
      return { host: plainHost(target.host), port };
    case 'quickstart':
      return { host: plainHost(target.host ?? '') || quickstartHost, port };
    case 'embedded':
      return undefined;
  }
}

function tlsOf(profile: ConnectionProfile, where: Surroundings): EndpointTls {
  const { caFile, certificateFile, keyFile, ...choice } = profile.tls;
  const ca = isEmbedded(profile) ? where.platform?.ca : undefined;
  return {
    ...choice,
    ...(caFile === undefined ? {} : { caFile: absoluteFile(caFile, where) }),
    ...(certificateFile === undefined ? {} : { certificateFile: absoluteFile(certificateFile, where) }),
    ...(keyFile === undefined ? {} : { keyFile: absoluteFile(keyFile, where) }),
    ...(ca === undefined ? {} : { ca }),
    ...(where.caHash === undefined ? {} : { caHash: where.caHash }),
  };
}
