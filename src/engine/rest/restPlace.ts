import type { Endpoint, SessionSettings } from '../../profiles/sessionSettings.ts';
import { isSecure } from '../../profiles/transportOf.ts';
import { parseHost } from '../../wiotp/hosts.ts';
import { Refusal } from '../../wiotp/refusal.ts';

/** HTTPS, where the service and the suite have their REST interface [D-conn]. */
const httpsPort = 443;

/**
 * Where the REST interface of a session's target is, and how to get there: through the same proxy, with the same trust. The embedded
 * platform serves it on the port of MQTT. The classic service has it at `{org}.{domain}` [D-conn]; of the suite no document says where it
 * is, and IBM's own libraries build the name in the same way, `{org}.iot.{domain}` [PY, ND2].
 * @throws Refusal for an application's session elsewhere, and for other clients, which have no API key.
 */
export function restPlace({ identity, home, endpoint }: SessionSettings): Endpoint {
  if (identity.sender !== 'application') throw onlyApplications;
  if (home === 'embedded') return { ...endpoint, transport: isSecure(endpoint.transport) ? 'tls' : 'tcp' };
  const reading = parseHost(endpoint.host);
  // A host that somebody typed may be the same as one that was made of an organisation.
  if (reading.use !== 'messaging' || (reading.home !== 'classic' && reading.home !== 'mas')) throw noRest(endpoint.host);
  // The name that MQTT asks for is another one.
  const { serverName: _, ...tls } = endpoint.tls;
  return { ...endpoint, transport: 'tls', host: `${reading.org}.${reading.domain}`, port: httpsPort, tls };
}

const onlyApplications = new Refusal('Only an application can start actions over REST.', {
  rule: 'the REST interface asks for an API key',
  advice: 'Use the connection of an application.',
});

function noRest(host: string): Refusal {
  return new Refusal(`Nothing is known of a REST interface of ${host}.`, {
    rule: 'the embedded platform, the classic service and Maximo Application Suite have a REST interface',
    advice: 'Start the action with the tools of that server, or use the embedded platform.',
  });
}
