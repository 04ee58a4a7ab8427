import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import * as mqttPacket from 'mqtt-packet';
import type { Packet } from 'mqtt-packet';

/** One connection to a scripted server. */
export interface ScriptedConnection {
  /** Counts from 1. */
  readonly number: number;
  readonly send: (packet: Packet) => void;
  readonly close: () => void;
}

/**
 * A server that answers each packet as the script says, and CONNECT and SUBSCRIBE by itself. Gives its port; ends with
 * the test.
 */
export async function scriptedServer(
  context: TestContext,
  script: (packet: Packet, connection: ScriptedConnection) => void,
): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const connection: ScriptedConnection = {
      number: sockets.add(socket).size,
      send: (packet) => socket.write(mqttPacket.generate(packet)),
      close: () => socket.destroy(),
    };
    const parser = mqttPacket.parser({ protocolVersion: 4 });
    parser.on('packet', (packet) => {
      if (packet.cmd === 'connect')
        connection.send({ cmd: 'connack', returnCode: 0, sessionPresent: connection.number > 1 && !packet.clean });
      if (packet.cmd === 'subscribe') connection.send({ cmd: 'suback', messageId: packet.messageId ?? 0, granted: [1] });
      script(packet, connection);
    });
    socket.on('data', (bytes) => parser.parse(bytes));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
