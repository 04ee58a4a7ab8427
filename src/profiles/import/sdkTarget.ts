import { classicDomain, customHost, masHost } from '../../wiotp/hosts.ts';
import { quickstartOrg } from '../../wiotp/organisation.ts';
import { ports } from '../../wiotp/ports.ts';
import type { ConnectionProfile, Target, Transport } from '../profile.ts';
import type { ImportNote } from './imported.ts';
import type { SdkConfiguration } from './sdkConfiguration.ts';
import { numberOf, type Told } from './sdkValues.ts';

type Where = Pick<ConnectionProfile, 'target' | 'org' | 'transport'> & Partial<Pick<ConnectionProfile, 'port'>>;

/** Ports that both SDKs take for plain MQTT, and those that they take for TLS [PY, ND2]. */
const [plainPorts, tlsPorts] = [false, true].map((wanted) =>
  ports.classic.filter(({ tls }) => tls === wanted).map(({ port }) => port as number),
);

/** Where an SDK connects to: `{org}.messaging.{domain}`. */
export function readTargetOf(configuration: SdkConfiguration, org: string): Told<Where> {
  const { values, nameOf } = configuration;
  const notes: ImportNote[] = [];
  const domain = values.domain?.toLowerCase();
  const target = targetOf(org, domain);
  const port = numberOf(configuration, 'port');
  if (target.kind === 'quickstart') {
    const text = 'The Quickstart service ended in December 2023; this connects to Quickstart of the embedded platform instead.';
    return { value: { target, org: '', transport: webSocket(values.transport) ? 'ws' : 'tcp' }, notes: [{ about: 'target', text }] };
  }
  if (target.kind === 'classic') {
    const text = `Without another ${nameOf('domain')} this leads to IBM’s classic service, which ended in December 2023: its names no longer resolve.`;
    notes.push({ about: 'target', text });
  }
  const isPlain = port !== undefined && plainPorts?.includes(port) === true;
  if (port === undefined && target.kind === 'mas') {
    const text = `IBM’s SDKs use port 8883 unless ${nameOf('port')} is 443, and ${masHost(org, target.domain)} listens on 443 only; here it is 443.`;
    notes.push({ about: 'port', text });
  }
  if (port !== undefined && !isPlain && tlsPorts?.includes(port) === false) {
    const known = [...(plainPorts ?? []), ...(tlsPorts ?? [])].join(', ');
    const noSocket = webSocket(values.transport) ? ' without a WebSocket' : '';
    const text = `The Python SDK refuses port ${port}: it knows ${known} only. The Node.js SDK takes it for TLS${noSocket}. Here it is taken for TLS.`;
    notes.push({ about: 'port', text });
  }
  const transport: Transport = webSocket(values.transport) ? (isPlain ? 'ws' : 'wss') : isPlain ? 'tcp' : 'tls';
  return { value: { target, org, transport, ...(port === undefined ? {} : { port }) }, notes };
}

function targetOf(org: string, domain: string | undefined): Target {
  if (org === quickstartOrg) return { kind: 'quickstart' };
  if (domain === undefined || domain === classicDomain) return { kind: 'classic' };
  return domain.startsWith('iot.') ? { kind: 'mas', domain: domain.slice(4) } : { kind: 'host', host: customHost(org, domain) };
}

function webSocket(transport: string | undefined): boolean {
  return transport === 'websockets';
}
