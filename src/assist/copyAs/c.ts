import { cLiteral } from './cLiteral.ts';
import { sizeLines, type WireMessage } from './wireMessage.ts';

/** A function in C that publishes the message with the synchronous client of Eclipse Paho. */
export function cCode(message: WireMessage<string | Uint8Array>): string {
  return `#include <MQTTClient.h>

/*
${sizeLines(message)
  .map((line) => ` * ${line}`)
  .join('\n')}
 */
static const char topic[] =
${lines(message.topic)};
static const char payload[] =
${lines(message.payload)};

int publishMessage(MQTTClient client)
{
    /* The size without the zero at the end; QoS ${message.qos}; not retained, which the platform ignores anyway. */
    return MQTTClient_publish(client, topic, (int)(sizeof payload - 1), payload, ${message.qos}, 0, NULL);
}
`;
}

function lines(content: string | Uint8Array): string {
  return cLiteral(content)
    .map((line) => `    ${line}`)
    .join('\n');
}
