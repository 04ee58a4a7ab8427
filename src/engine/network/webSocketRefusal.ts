import type { IncomingHttpHeaders } from 'node:http';
import type { Endpoint } from '../../profiles/sessionSettings.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { shownText } from '../../wiotp/shownText.ts';
import type { Redact } from '../secrets/redact.ts';
import { shownAddress } from './address.ts';
import { causeCode, networkRefusal } from './networkRefusal.ts';

const rule = 'MQTT over WebSocket begins with an HTTP upgrade and the subprotocol "mqtt"';

/** An upgrade that was answered by something else, by the error of the library or of the network. */
export function webSocketRefusal(endpoint: Endpoint, cause: Error): Refusal {
  const where = shownAddress(endpoint);
  if (/subprotocol/i.test(cause.message)) {
    return new Refusal(`${where} opens a WebSocket, but not for MQTT: it does not agree to the subprotocol "mqtt".`, {
      rule,
      advice: 'Check the path; "/mqtt" is the usual one.',
    });
  }
  if (causeCode(cause).startsWith('HPE_') || /Invalid (Upgrade|Sec-WebSocket)/.test(cause.message)) {
    return new Refusal(`${where} answers, but opens no WebSocket.`, { rule, advice: wrongPort }, { cause });
  }
  if (/^(ECONNRESET|EPIPE)$/.test(causeCode(cause))) {
    return new Refusal(`${where} closed the connection instead of opening a WebSocket.`, { rule, advice: wrongPort }, { cause });
  }
  return networkRefusal(endpoint, cause);
}

/** An upgrade that the server answered with another HTTP status. */
export function answerRefusal({ host, port, path }: Endpoint, status: number, { location }: IncomingHttpHeaders, redact: Redact): Refusal {
  const where = shownAddress({ host, port });
  const advice = answers[status] ?? wrongPort;
  const elsewhere = location === undefined ? '' : ` It points to ${shownText(redact(location))}, which is not followed.`;
  return new Refusal(`${where} does not open a WebSocket at ${shownText(path)} (HTTP ${status}).${elsewhere}`, {
    rule,
    advice,
    code: status,
  });
}

const login = 'Something before the MQTT server wants a login of its own; ask whoever runs the server for the right host and path.';

const answers: Readonly<Record<number, string>> = {
  400: 'Check that the port takes WebSockets, and whether it wants the transport wss.',
  401: login,
  403: login,
  404: 'Check the path; "/mqtt" is the usual one.',
  502: 'The server’s front end does not reach the MQTT server behind it; try again later.',
  503: 'The server’s front end does not reach the MQTT server behind it; try again later.',
};

const wrongPort = 'Check port and path, and whether the port takes WebSockets; a port for plain MQTT wants the transport TCP or TLS.';

/** A server that sends text, which MQTT forbids. */
export function notBinary(endpoint: Endpoint): Refusal {
  return new Refusal(`${shownAddress(endpoint)} sent text over the WebSocket.`, {
    rule: 'MQTT goes in binary frames',
    advice: 'Check the path; another service than MQTT seems to answer there.',
  });
}

/** A server that closed the WebSocket and said why. */
export function closedRefusal(endpoint: Endpoint, code: number, reason: string): Refusal {
  const said = reason === '' ? '' : `: ${shownText(reason)}`;
  return new Refusal(`${shownAddress(endpoint)} closed the WebSocket with code ${code}${said}.`, {
    rule: 'a WebSocket is closed with a code',
    advice: 'Look into the server’s log for the reason.',
    code,
  });
}
