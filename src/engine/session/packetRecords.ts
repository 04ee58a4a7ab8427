import type { IPublishPacket } from 'mqtt';
import type { ConnectionEvent, TrafficRecord } from '../../rpc/log/traffic.ts';
import type { Direction } from '../../wiotp/message.ts';

/** What all records of one network connection share. */
export interface RecordOrigin {
  readonly clientId: string;
  /** Names the network connection among all of this engine. */
  readonly connection: string;
}

const noPayload = new Uint8Array();

/** A PUBLISH as it crossed the wire. */
export function publishRecord(origin: RecordOrigin, time: number, direction: Direction, packet: IPublishPacket): TrafficRecord {
  return {
    time,
    clientId: origin.clientId,
    connection: origin.connection,
    direction,
    topic: packet.topic,
    payload: typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload,
    qos: packet.qos,
    retain: packet.retain,
    dup: packet.dup,
  };
}

/** Something that happened to the connection. `direction` says whose doing it was: `up` for the client's, `down` for the server's. */
export function eventRecord(origin: RecordOrigin, time: number, direction: Direction, event: ConnectionEvent): TrafficRecord {
  return {
    time,
    clientId: origin.clientId,
    connection: origin.connection,
    direction,
    topic: '',
    payload: noPayload,
    qos: 0,
    retain: false,
    dup: false,
    event,
  };
}
