import type { LogMessage } from '../../../rpc/log/traffic.ts';
import { isSecure, isWebSocket } from '../../../profiles/transportOf.ts';
import { senderOf } from '../../../wiotp/clientId.ts';
import { tokenUserName } from '../../../wiotp/limits.ts';
import type { Connections } from '../../connections/connections.ts';
import type { PlatformHost } from '../../embeddedPlatform/platformHost.ts';
import type { MosquittoTarget } from './mosquittoPub.ts';

/** Where the client of a message connects to now: by its connection, or else the embedded platform where that saw the message. */
export function brokerOf(
  { connections, platform }: { readonly connections: Pick<Connections, 'all'>; readonly platform: Pick<PlatformHost, 'state'> },
  { clientId, at }: Pick<LogMessage, 'clientId' | 'at'>,
): MosquittoTarget {
  const settings = connections.all().find(({ resolved }) => resolved?.clientId === clientId)?.resolved?.settings;
  const usual = usualUserName(clientId);
  if (settings !== undefined && !isWebSocket(settings.endpoint.transport)) {
    const { host, port, transport, tls } = settings.endpoint;
    const userName = settings.userName ?? null;
    return { host, port, secure: isSecure(transport), userName, ...(tls.caFile === undefined ? {} : { caFile: tls.caFile }) };
  }
  const { state } = platform;
  const listener =
    at === 'platform' && state.phase === 'running'
      ? state.info.listeners.find(({ service, secure }) => service === 'full' && !secure)
      : undefined;
  const place = listener === undefined ? {} : { host: listener.host, port: listener.port };
  return { ...place, secure: false, ...(usual === undefined ? {} : { userName: usual }) };
}

/** An application signs in with its API key, which its client ID does not tell. */
function usualUserName(clientId: string): string | undefined {
  return senderOf(clientId) === 'application' ? undefined : tokenUserName;
}
