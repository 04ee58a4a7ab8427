import { utf8Bytes } from '../../wiotp/packetSize.ts';
import { cLiteral } from './cLiteral.ts';
import { rawLiteral } from './rawLiteral.ts';
import { sizeLines, type WireMessage } from './wireMessage.ts';

/** `setBufferSize` takes 16 bits. */
const largestBuffer = 65_535;

/** A function in C++ for Arduino that publishes the message with PubSubClient, which sends everything at QoS 0. */
export function arduinoCode(message: WireMessage): string {
  return `#include <PubSubClient.h>

${sizeLines(message)
  .map((line) => `// ${line}`)
  .join('\n')}
const char topic[] =
${lines(cLiteral(message.topic))};
const char payload[] =
${lines(rawLiteral(message.payload) ?? cLiteral(message.payload))};

bool publishMessage(PubSubClient &client)
{
${message.bufferBytes <= largestBuffer ? inOneBuffer(message) : inPieces(message)}
}
`;
}

function inOneBuffer({ bufferBytes }: WireMessage): string {
  return `  if (!client.setBufferSize(${bufferBytes}))
    return false;
  // The third argument is the length without the zero at the end, and the fourth says: not retained.
  return client.publish(topic, reinterpret_cast<const uint8_t *>(payload), sizeof(payload) - 1, false);`;
}

/** A message that no buffer of PubSubClient holds can still be written through it. */
function inPieces({ topic }: WireMessage): string {
  return `  // The message is larger than any buffer of PubSubClient: only the topic has to fit, the payload is written past it.
  if (!client.setBufferSize(${5 + 2 + utf8Bytes(topic)}) || !client.beginPublish(topic, sizeof(payload) - 1, false))
    return false;
  client.write(reinterpret_cast<const uint8_t *>(payload), sizeof(payload) - 1);
  return client.endPublish();`;
}

function lines(literals: readonly string[]): string {
  return literals.map((line) => `  ${line}`).join('\n');
}
