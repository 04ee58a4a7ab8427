import { checkHost, checkHostOrg, parseHost, quickstartHost } from '../../wiotp/hosts.ts';
import { checkPort, ports } from '../../wiotp/ports.ts';
import { portFault } from '../portFault.ts';
import type { ConnectionProfile, Target } from '../profile.ts';
import { checkProxyUrl } from '../proxyUrl.ts';
import { isSecure, isWebSocket } from '../transportOf.ts';
import { checkMasDomain, checkPath } from './checkTexts.ts';
import { error, warning, type ProfileRule } from './profileRule.ts';

/** Rules about where a connection goes, and through what. */
export const targetRules: readonly ProfileRule[] = [
  warning('target', ({ target }) =>
    target.kind === 'classic'
      ? 'IBM’s classic service ended in December 2023, and its names no longer resolve, unless your network resolves them to a copy of it. ' +
        'Use Maximo Application Suite, or the embedded platform.'
      : undefined,
  ),
  error('target.host', ({ target }) => (hostIsHistory(target) ? undefined : wrongHost(target))),
  warning('target.host', ({ target }) => (hostIsHistory(target) ? wrongHost(target) : undefined)),
  error('target.domain', ({ target }) => (target.kind === 'mas' ? checkMasDomain(target.domain) : undefined)),
  error('transport', transportFault),
  error('port', portOfTarget),
  warning('port', pointlessPort),
  error('path', ({ path, transport }) => (path === undefined || !isWebSocket(transport) ? undefined : checkPath(path))),
  warning('path', ({ path, transport }) =>
    path === undefined || isWebSocket(transport) ? undefined : 'Only a WebSocket has a path; without one it does not count. Leave it out.',
  ),
  error('proxy', ({ proxy }) => {
    const message = proxy.kind === 'url' ? checkProxyUrl(proxy.url) : undefined;
    return message === undefined ? undefined : { message, below: ['url'] };
  }),
  error('mqttVersion', ({ mqttVersion, target }) => {
    if (mqttVersion !== '5' || target.kind === 'mas' || target.kind === 'host') return undefined;
    return 'Only Maximo Application Suite and other brokers speak MQTT 5; here the connection would be closed without an answer. Use 3.1.1.';
  }),
  error('tls.serverName', ({ tls, org, transport, target }) =>
    tls.serverName === undefined || !isSecure(transport) || target.kind === 'embedded' ? undefined : checkHostOrg(tls.serverName, org),
  ),
];

/** A name of the classic service is right, and yet leads nowhere. */
function hostIsHistory(target: Target): boolean {
  if (target.kind === 'quickstart') return target.host === '' || target.host === quickstartHost;
  if (target.kind !== 'host') return false;
  const reading = parseHost(target.host);
  return reading.use === 'regional' || (reading.use === 'messaging' && (reading.home === 'classic' || reading.home === 'quickstart'));
}

function wrongHost(target: Target): string | undefined {
  if (target.kind === 'host') return checkHost(target.host);
  return target.kind === 'quickstart' && target.host !== undefined ? checkHost(target.host || quickstartHost) : undefined;
}

function transportFault({ target, transport }: ConnectionProfile): string | undefined {
  if (target.kind === 'quickstart' && isSecure(transport)) return 'Quickstart has no TLS. Use plain MQTT, or a WebSocket without TLS.';
  if (target.kind === 'mas' && !isSecure(transport))
    return 'Maximo Application Suite listens on port 443 only, with TLS. Use MQTT over TLS, or a secure WebSocket.';
  return undefined;
}

function portOfTarget({ target, port, transport }: ConnectionProfile): string | undefined {
  if (port === undefined || target.kind === 'embedded') return undefined;
  const wrong = portFault(port);
  if (wrong !== undefined || target.kind === 'host' || target.kind === 'quickstart') return wrong;
  const closed = checkPort(target.kind, port);
  const open = ports[target.kind].filter(({ tls }) => tls === isSecure(transport)).map((candidate) => candidate.port);
  const usual = open.length === 0 ? 'Leave the port out.' : `Leave the port out, or choose ${open.join(' or ')}.`;
  if (closed !== undefined) return `${closed} ${usual}`;
  return open.some((candidate) => candidate === port)
    ? undefined
    : `Port ${port} is ${isSecure(transport) ? 'without TLS' : 'for TLS'}, and the transport is ${isSecure(transport) ? 'TLS' : 'not'}. ${usual}`;
}

function pointlessPort({ target, port, transport }: ConnectionProfile): string | undefined {
  if (port === undefined) return undefined;
  switch (target.kind) {
    case 'embedded':
      return 'The port of the embedded platform is found by itself; this one does not count. Leave it out.';
    case 'classic':
      return ports.classic.find((candidate) => candidate.port === port)?.remark;
    case 'host':
      if (port === 1883 && isSecure(transport)) return 'Port 1883 is usually without TLS; 8883 is usual with it.';
      return (port === 8883 || port === 443) && !isSecure(transport)
        ? `Port ${port} is usually for TLS; 1883 is usual without it.`
        : undefined;
    case 'mas':
    case 'quickstart':
      return undefined;
  }
}
