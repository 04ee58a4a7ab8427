import { missingToken, type ConnectionTarget } from './connectionTarget.ts';
import { pemLines } from './pemLines.ts';
import { remarks } from './remarks.ts';
import { textLiteral } from './textLiteral.ts';

/** The library makes a host of the organisation, this and the domain [PY]. */
const between = '.messaging.';

/** The configuration file of IBM's library for Python (wiotp-sdk), which knows devices and gateways apart by the class it is given to. */
export function deviceYaml(target: ConnectionTarget): string {
  const { org, typeId, deviceId, token = missingToken, port, tls, caPem, transport } = target;
  const named = { ...target, ...reachedByName(target) };
  return `${[...remarks(named), ...ports(target)].map((line) => `# ${line}`).join('\n')}
identity:
  orgId: ${quoted(org)}
  typeId: ${quoted(typeId)}
  deviceId: ${quoted(deviceId)}
auth:
  token: ${quoted(token)}
options:
  domain: ${quoted(named.host.slice(`${org}${between}`.length))}
  mqtt:
    port: ${port}
    transport: ${transport === 'webSocket' ? 'websockets' : 'tcp'}
${tls ? authority(caPem) : ''}`;
}

function quoted(text: string): string {
  return textLiteral(text, 'yaml');
}

/** The library takes no address, so that a hosts file has to give it a name. */
function reachedByName({ org, host, address }: ConnectionTarget): Pick<ConnectionTarget, 'host' | 'address'> {
  if (host.startsWith(`${org}${between}`)) return { host, ...(address === undefined ? {} : { address }) };
  return { host: `${org}${between}localhost`, address: address ?? (host === 'localhost' ? '127.0.0.1' : host) };
}

/** [PY] The library decides by the port whether to use TLS. */
function ports({ port, tls }: ConnectionTarget): readonly string[] {
  const [secure, plain] = [
    [443, 8883],
    [80, 1883],
  ];
  if ((tls ? secure : plain).includes(port)) return [];
  return [`The library uses TLS on the ports 443 and 8883 and none on 80 and 1883: on ${port} it may not do what is wished.`];
}

function authority(caPem: string | undefined): string {
  const file = '    caFile: platform-ca.pem\n';
  return caPem === undefined
    ? file
    : `${file}# Save this as platform-ca.pem:\n${pemLines(caPem)
        .map((line) => `# ${line}\n`)
        .join('')}`;
}
