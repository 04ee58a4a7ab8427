import { bracketed } from '../wiotp/hosts.ts';
import type { Endpoint } from './sessionSettings.ts';
import { isWebSocket } from './transportOf.ts';

const schemes = { tcp: 'mqtt', tls: 'mqtts', ws: 'ws', wss: 'wss' } as const;

/** An endpoint as a URL, `mqtts://host:8883` or `wss://host:443/mqtt`. No credentials stand in it. */
export function addressOf({ transport, host, port, path }: Pick<Endpoint, 'transport' | 'host' | 'port' | 'path'>): string {
  const place = `${schemes[transport]}://${bracketed(host)}:${port}`;
  return isWebSocket(transport) ? `${place}${path}` : place;
}
