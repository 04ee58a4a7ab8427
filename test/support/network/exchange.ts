import type { Duplex } from 'node:stream';
import * as mqttPacket from 'mqtt-packet';
import { soon } from '../platform/soon.ts';

/** Says CONNECT over a stream, and tells what came back: `CONNACK 0`, or how the stream ended. */
export function exchange(stream: Duplex): Promise<string> {
  const answer = new Promise<string>((resolve) => {
    const parser = mqttPacket.parser({ protocolVersion: 4 });
    parser.on('packet', (packet) => resolve(packet.cmd === 'connack' ? `CONNACK ${packet.returnCode}` : packet.cmd));
    parser.on('error', ({ message }) => resolve(message));
    stream.on('data', (bytes: Buffer) => parser.parse(bytes));
    stream.once('error', ({ message }) => resolve(message));
    stream.once('close', () => resolve('closed'));
    stream.write(
      mqttPacket.generate({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 0, clientId: 'test' }),
    );
  });
  return soon('an answer to CONNECT', answer);
}
