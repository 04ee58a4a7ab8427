import { tokenUserName } from '../../wiotp/limits.ts';
import { clientIdOfTarget } from './clientIdentity.ts';
import { missingToken, type ConnectionTarget } from './connectionTarget.ts';
import { ownTopics, samplePayload } from './ownTopics.ts';
import { pemLines } from './pemLines.ts';
import { remarks } from './remarks.ts';
import { textLiteral } from './textLiteral.ts';

/** A program for Node with MQTT.js. */
export function nodeConnection(target: ConnectionTarget): string {
  const { token = missingToken, tls, caPem } = target;
  const topics = ownTopics(target);
  const checked = tls && caPem !== undefined;
  return `${remarks(target)
    .map((line) => `// ${line}`)
    .join('\n')}
// Needs: npm install mqtt
const { randomUUID } = require('node:crypto');
const mqtt = require('mqtt');

const token = ${quoted(token)};
${checked ? `const caCertificate = \`\n${pemLines(caPem).join('\n')}\n\`;\n` : ''}
const client = mqtt.connect({
${address(target)}
  clientId: ${quoted(clientIdOfTarget(target))},
  username: ${quoted(tokenUserName)}, // exactly this
  password: token,
${checked ? '  ca: caCertificate,\n' : ''}});

client.on('connect', () => {
  client.subscribe(${quoted(topics.commands)}, { qos: 1 });
  // Before the Manage request: its answer comes on one of these topics.
  client.subscribe(${quoted(topics.management)}, { qos: 1 }, () => {
    client.publish(${quoted(topics.manage)}, JSON.stringify({ d: { lifetime: 0 }, reqId: randomUUID() }), { qos: 1 });
  });
  client.publish(${quoted(topics.event)}, ${quoted(samplePayload)});
});
client.on('message', (topic, payload) => console.log(topic, payload.toString()));
client.on('error', (error) => console.error(error.message, '- the platform’s log says why'));
`;
}

function quoted(text: string): string {
  return textLiteral(text, 'javaScript');
}

/** MQTT.js puts the parts of a URL together itself, but for the brackets around an IPv6 address in that of a WebSocket. */
function address({ host, port, tls, transport }: ConnectionTarget): string {
  const isWebSocket = transport === 'webSocket';
  const protocol = protocols[transport][tls ? 'tls' : 'plain'];
  const shownHost = isWebSocket && host.includes(':') ? `[${host}]` : host;
  return `  protocol: '${protocol}',\n  host: ${quoted(shownHost)},\n  port: ${port},${isWebSocket ? "\n  path: '/mqtt'," : ''}`;
}

const protocols = { tcp: { plain: 'mqtt', tls: 'mqtts' }, webSocket: { plain: 'ws', tls: 'wss' } } as const;
