import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import * as mqttPacket from 'mqtt-packet';
import type { IConnackPacket, Packet } from 'mqtt-packet';

/** One connection to a scripted server. */
export interface ScriptedConnection {
  /** Counts from 1. */
  readonly number: number;
  readonly send: (packet: Packet) => void;
  readonly sendBytes: (bytes: Uint8Array) => void;
  readonly close: () => void;
}

/** How a scripted server speaks. */
export interface ScriptedManner {
  /** 4 unless told. */
  readonly protocolVersion?: 4 | 5;
  /** How it answers CONNECT, besides what a server says that accepts it. */
  readonly connack?: Partial<Omit<IConnackPacket, 'cmd'>>;
  /** The whole CONNACK, for what the packet generator does not make. */
  readonly connackBytes?: Uint8Array;
  /** What it grants for a subscription; QoS 1 unless told. */
  readonly granted?: number;
  /** Whether the script answers SUBSCRIBE, too. */
  readonly subscribesByScript?: boolean;
}

/**
 * A server that answers each packet as the script says, and CONNECT and SUBSCRIBE by itself. Gives its port; ends with
 * the test.
 */
export async function scriptedServer(
  context: TestContext,
  script: (packet: Packet, connection: ScriptedConnection) => void,
  { protocolVersion = 4, connack = {}, connackBytes, granted = 1, subscribesByScript = false }: ScriptedManner = {},
): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const connection: ScriptedConnection = {
      number: sockets.add(socket).size,
      send: (packet) => socket.write(mqttPacket.generate(packet, { protocolVersion })),
      sendBytes: (bytes) => socket.write(bytes),
      close: () => socket.destroy(),
    };
    const parser = mqttPacket.parser({ protocolVersion });
    parser.on('packet', (packet) => {
      if (packet.cmd === 'connect' && connackBytes !== undefined) connection.sendBytes(connackBytes);
      else if (packet.cmd === 'connect')
        connection.send({
          cmd: 'connack',
          ...(protocolVersion === 5 ? { reasonCode: 0 } : { returnCode: 0 }),
          sessionPresent: connection.number > 1 && !packet.clean,
          ...connack,
        });
      if (packet.cmd === 'subscribe' && !subscribesByScript)
        connection.send({ cmd: 'suback', messageId: packet.messageId ?? 0, granted: [granted] });
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
