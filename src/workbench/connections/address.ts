import * as vscode from 'vscode';
import { portFault } from '../../profiles/portFault.ts';
import type { Transport } from '../../profiles/profile.ts';
import { checkHost } from '../../wiotp/hosts.ts';

/** A server as people write it. */
export interface Address {
  readonly host: string;
  readonly port?: number;
  readonly transport?: Transport;
  readonly path?: string;
}

const schemes: Readonly<Record<string, Transport>> = {
  mqtt: 'tcp',
  tcp: 'tcp',
  mqtts: 'tls',
  ssl: 'tls',
  tls: 'tls',
  ws: 'ws',
  wss: 'wss',
};

/** Reads `host`, `host:port`, `[address]:port`, or a URL as other tools write it. The reason, as full sentences, for what is none. */
export function readAddress(text: string): Address | string {
  const [, scheme, rest = ''] = /^(?:([a-z]+):\/\/)?(.*)$/i.exec(text.trim()) ?? [];
  const transport = scheme === undefined ? undefined : schemes[scheme.toLowerCase()];
  if (scheme !== undefined && transport === undefined)
    return vscode.l10n.t('{0}:// is no way to MQTT; it begins with mqtt://, mqtts://, ws:// or wss://, or with the host.', scheme);
  const isWebSocket = transport === 'ws' || transport === 'wss';
  const slash = rest.indexOf('/');
  const path = isWebSocket && slash >= 0 ? rest.slice(slash) : undefined;
  const place = path === undefined ? rest : rest.slice(0, slash);
  const [, bracketed, named, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d{1,5}))?$/.exec(place) ?? [];
  const host = bracketed ?? named ?? place;
  const number = port === undefined ? undefined : Number(port);
  const wrong = checkHost(host) ?? (number === undefined ? undefined : portFault(number));
  if (wrong !== undefined) return wrong;
  return {
    host,
    ...(number === undefined ? {} : { port: number }),
    ...(transport === undefined ? {} : { transport }),
    ...(path === undefined || path === '/' ? {} : { path }),
  };
}

/** The opposite of {@link readAddress}, without a scheme. */
export function addressText({ host, port }: Address): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === undefined ? name : `${name}:${port}`;
}
