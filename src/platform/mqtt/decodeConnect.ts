import type { Qos } from '../../wiotp/message.ts';
import { breach } from './breach.ts';
import { ByteReader } from './byteReader.ts';
import type { ConnectPacket, ConnectV5Packet, Will } from './packets.ts';

/**
 * Reads the body of a CONNECT.
 * @throws Refusal with close code 286 or 271 when it breaks MQTT, 293 for a version that does not exist.
 */
export function decodeConnect(body: Buffer): ConnectPacket | ConnectV5Packet {
  const reader = new ByteReader(body, 'CONNECT');
  const version = readVersion(reader);
  const flags = readFlags(reader);
  const keepAliveSeconds = reader.uint16();
  if (version === 5) {
    skipProperties(reader);
    return { type: 'connectV5', clientId: lossyText(reader) };
  }
  const clientId = lossyText(reader);
  const will = flags.will ? readWill(reader, flags.willQos) : undefined;
  const userName = flags.userName ? strictText(reader, 'The user name') : undefined;
  const password = flags.password ? new Uint8Array(reader.block()) : undefined;
  reader.end();
  return {
    type: 'connect',
    version,
    clientId,
    cleanSession: flags.cleanSession,
    keepAliveSeconds,
    ...(will === undefined ? {} : { will }),
    ...(userName === undefined ? {} : { userName }),
    ...(password === undefined ? {} : { password }),
  };
}

function readVersion(reader: ByteReader): 3 | 4 | 5 {
  const name = strictText(reader, 'The protocol name');
  const level = reader.uint8();
  if (name === 'MQIsdp' && level === 3) return 3;
  if (name === 'MQTT' && (level === 4 || level === 5)) return level;
  throw breach(293, `The client asks for protocol "${name.slice(0, 10)}" level ${level}, which is no version of MQTT.`);
}

interface ConnectFlags {
  readonly cleanSession: boolean;
  readonly will: boolean;
  readonly willQos: Qos;
  readonly userName: boolean;
  readonly password: boolean;
}

function readFlags(reader: ByteReader): ConnectFlags {
  const bits = reader.uint8();
  const will = (bits & 0x04) !== 0;
  const willQos = (bits >> 3) & 3;
  const userName = (bits & 0x80) !== 0;
  const password = (bits & 0x40) !== 0;
  if ((bits & 0x01) !== 0) throw breach(286, 'CONNECT sets a flag that MQTT reserves.');
  if (!will && (bits & 0x38) !== 0) throw breach(286, 'CONNECT gives a QoS or the retain flag for a will, but carries no will.');
  if (willQos === 3) throw breach(286, 'CONNECT gives its will the QoS 3, which does not exist.');
  if (password && !userName) {
    throw breach(286, 'CONNECT carries a password but no user name.', 'Send the user name use-token-auth together with the token.');
  }
  return { cleanSession: (bits & 0x02) !== 0, will, willQos: willQos as Qos, userName, password };
}

function readWill(reader: ByteReader, qos: Qos): Will {
  const topic = strictText(reader, 'The will topic');
  return { topic, payload: new Uint8Array(reader.block()), qos };
}

function strictText(reader: ByteReader, what: string): string {
  const text = reader.text();
  if (text === undefined) throw breach(286, `${what} is not valid UTF-8.`);
  return text;
}

/** The client ID is judged later, with a CONNACK of its own, so damage stays visible in it. */
function lossyText(reader: ByteReader): string {
  return reader.block().toString('utf8');
}

function skipProperties(reader: ByteReader): void {
  let length = 0;
  for (let shift = 0; shift <= 21; shift += 7) {
    const byte = reader.uint8();
    length |= (byte & 0x7f) << shift;
    if ((byte & 0x80) === 0) break;
  }
  while (length-- > 0) reader.uint8();
}
