import type { ListenerState } from '../../rpc/platformContract.ts';

/** The address of a listener as MQTT clients take it. */
export function listenerUrl({ secure, host, port }: Pick<ListenerState, 'secure' | 'host' | 'port'>): string {
  return `${secure ? 'mqtts' : 'mqtt'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
