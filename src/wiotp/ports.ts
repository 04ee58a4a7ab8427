import type { OrganisationHome } from './organisation.ts';

/** One port on which a platform takes MQTT, over TCP and over WebSocket, and HTTP [D-conn, MAS]. */
export interface Port {
  readonly port: 80 | 443 | 1883 | 8883;
  readonly tls: boolean;
  /** What to know about it, as a full sentence. */
  readonly remark?: string;
}

/** The ports of each platform, the usual one first. */
export const ports: Readonly<Record<OrganisationHome, readonly Port[]>> = {
  classic: [
    { port: 8883, tls: true },
    { port: 443, tls: true, remark: 'The way out where a firewall blocks 8883.' },
    { port: 1883, tls: false, remark: 'Closed by the policy of newer organisations: CONNACK 5.' },
    { port: 80, tls: false, remark: 'Closed by the policy of newer organisations; only MQTT over WebSocket was seen to work.' },
  ],
  quickstart: [
    { port: 1883, tls: false, remark: 'Quickstart has no TLS.' },
    { port: 80, tls: false },
  ],
  mas: [{ port: 443, tls: true, remark: 'The only port; the route is often signed by a certificate authority of the customer’s own.' }],
};

/** What is wrong with a port on a platform, as full sentences; `undefined` for one that it has. */
export function checkPort(home: OrganisationHome, port: number): string | undefined {
  const open = ports[home].map((candidate) => candidate.port);
  if (open.some((candidate) => candidate === port)) return undefined;
  return `Port ${port} is closed there; ${open.length === 1 ? `only ${open[0]} is open` : `open are ${open.join(', ')}`}.`;
}
