import { bytesLiteral } from './bytesLiteral.ts';
import { sizeLines, type WireMessage } from './wireMessage.ts';

/** A function for MicroPython that publishes the message with `umqtt.simple`, which goes up to QoS 1. */
export function microPythonCode(message: WireMessage): string {
  return `${sizeLines(message)
    .map((line) => `# ${line}`)
    .join('\n')}
TOPIC = (
${lines(message.topic)}
)
PAYLOAD = (
${lines(message.payload)}
)


def publish_message(client):
    """Publish with a connected umqtt.simple.MQTTClient."""
    client.publish(TOPIC, PAYLOAD, retain=False, qos=${message.qos})
`;
}

function lines(text: string): string {
  return bytesLiteral(text)
    .map((line) => `    ${line}`)
    .join('\n');
}
