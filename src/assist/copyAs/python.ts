import { bytesLiteral } from './bytesLiteral.ts';
import { sizeLines, type WireMessage } from './wireMessage.ts';

/** A function in Python that publishes the message with Eclipse Paho (paho-mqtt). */
export function pythonCode(message: WireMessage): string {
  return `${sizeLines(message)
    .map((line) => `# ${line}`)
    .join('\n')}
TOPIC = (
${lines(message.topic)}
).decode()
PAYLOAD = (
${lines(message.payload)}
)


def publish_message(client):
    """Publish with a connected paho.mqtt.client.Client."""
    client.publish(TOPIC, PAYLOAD, qos=${message.qos}, retain=False).wait_for_publish()
`;
}

function lines(text: string): string {
  return bytesLiteral(text)
    .map((line) => `    ${line}`)
    .join('\n');
}
