import type { Qos } from '../../wiotp/message.ts';
import { breach } from './breach.ts';
import { ByteReader } from './byteReader.ts';
import { decodeConnect } from './decodeConnect.ts';
import type { Packet, PublishPacket, SettlePacket, SubscribePacket, UnsubscribePacket } from './packets.ts';

/** The packet types of MQTT that appear in code, by their number in the fixed header. */
export const packetType = { connect: 1, publish: 3 } as const;

/**
 * Makes one packet of a client out of the first byte and the body.
 * @throws Refusal with the close code when it breaks MQTT.
 */
export function decodePacket(first: number, body: Buffer): Packet {
  const type = first >> 4;
  const flags = first & 0x0f;
  switch (type) {
    case packetType.publish:
      return decodePublish(flags, body);
    case packetType.connect:
      expectFlags('CONNECT', flags, 0);
      return decodeConnect(body);
    case 4:
      return decodeSettle('puback', flags, 0, body);
    case 5:
      return decodeSettle('pubrec', flags, 0, body);
    case 6:
      return decodeSettle('pubrel', flags, 2, body);
    case 7:
      return decodeSettle('pubcomp', flags, 0, body);
    case 8:
      return decodeSubscribe(flags, body);
    case 10:
      return decodeUnsubscribe(flags, body);
    case 12:
      return decodeSignal('pingreq', flags, body);
    case 14:
      return decodeSignal('disconnect', flags, body);
    default:
      throw breach(286, `A client must not send packets of type ${type}.`);
  }
}

function decodePublish(flags: number, body: Buffer): PublishPacket {
  const qos = (flags >> 1) & 3;
  if (qos === 3) throw breach(284, 'PUBLISH has the QoS 3, which does not exist.');
  const reader = new ByteReader(body, 'PUBLISH');
  const topic = reader.text();
  if (topic === undefined) throw breach(276, 'The topic of a PUBLISH is not valid UTF-8.');
  const packetId = qos === 0 ? 0 : reader.packetId();
  return {
    type: 'publish',
    topic,
    payload: reader.rest(),
    qos: qos as Qos,
    retain: (flags & 1) !== 0,
    dup: (flags & 8) !== 0,
    packetId,
  };
}

function decodeSettle(type: SettlePacket['type'], flags: number, wanted: number, body: Buffer): SettlePacket {
  const name = type.toUpperCase();
  expectFlags(name, flags, wanted);
  const reader = new ByteReader(body, name);
  const packetId = reader.packetId();
  reader.end();
  return { type, packetId };
}

function decodeSubscribe(flags: number, body: Buffer): SubscribePacket {
  expectFlags('SUBSCRIBE', flags, 2);
  const reader = new ByteReader(body, 'SUBSCRIBE');
  const packetId = reader.packetId();
  const subscriptions: { filter: string; qos: Qos }[] = [];
  while (reader.left > 0) {
    const filter = readFilter(reader, 'SUBSCRIBE');
    const qos = reader.uint8();
    if (qos > 2) throw breach(284, `SUBSCRIBE asks for the QoS ${qos}, which does not exist.`);
    subscriptions.push({ filter, qos: qos as Qos });
  }
  if (subscriptions.length === 0) throw breach(286, 'SUBSCRIBE names no topic filter.');
  return { type: 'subscribe', packetId, subscriptions };
}

function decodeUnsubscribe(flags: number, body: Buffer): UnsubscribePacket {
  expectFlags('UNSUBSCRIBE', flags, 2);
  const reader = new ByteReader(body, 'UNSUBSCRIBE');
  const packetId = reader.packetId();
  const filters: string[] = [];
  while (reader.left > 0) filters.push(readFilter(reader, 'UNSUBSCRIBE'));
  if (filters.length === 0) throw breach(286, 'UNSUBSCRIBE names no topic filter.');
  return { type: 'unsubscribe', packetId, filters };
}

function decodeSignal(type: 'pingreq' | 'disconnect', flags: number, body: Buffer): Packet {
  const name = type.toUpperCase();
  expectFlags(name, flags, 0);
  new ByteReader(body, name).end();
  return { type };
}

function readFilter(reader: ByteReader, packet: string): string {
  const filter = reader.text();
  if (filter === undefined) throw breach(276, `A topic filter of ${packet} is not valid UTF-8.`);
  return filter;
}

/** MQTT 3.1 sets the DUP bit when it repeats a packet, so that bit is no breach. */
function expectFlags(packet: string, flags: number, wanted: number): void {
  if ((flags & 0x07) !== wanted) throw breach(286, `${packet} has the flags ${flags} where MQTT demands ${wanted}.`);
}
