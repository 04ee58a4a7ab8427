import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { identityPath, readIdentity } from './identity.ts';

/** A port at an address. */
export interface Place {
  readonly host: string;
  readonly port: number;
  /** Whether to ask over TLS. */
  readonly secure: boolean;
}

/** How long a program has for each answer. */
const answerMs = 500;

/** Answers are not read further than that. */
const maxAnswerBytes = 4096;

const request = `GET ${identityPath} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;

/** CONNECT with MQTT 3.1.1, a clean session and no client ID. */
const connect = Buffer.from('100c00044d5154540402003c0000', 'hex');

/** SUBSCRIBE for `$SYS/broker/version`, where brokers say what they are. */
const subscribe = Buffer.from(`821800010013${Buffer.from('$SYS/broker/version').toString('hex')}00`, 'hex');

/** Where to reach this machine whose every address somebody listens on. */
const ownAddress: ReadonlyMap<string, string> = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
]);

/** CONNACK with no flags and any return code. */
const connackStart = Buffer.from('2002', 'hex');

/** Asks the program that has a port who it is: another platform, an HTTP server or an MQTT broker. `undefined` when it does not say. */
export async function askOwner(place: Place): Promise<string | undefined> {
  const answer = (await ask(place, request, (bytes) => bytes.includes('}'))).toString('latin1');
  if (answer.startsWith('HTTP/')) {
    const identity = readIdentity(answer.slice(answer.indexOf('\r\n\r\n')).trim());
    if (identity === undefined) return 'an HTTP server';
    return `another embedded platform, of the organisation ${printable(identity.org)} in process ${identity.pid}`;
  }
  const packets = await ask(place, Buffer.concat([connect, subscribe]), (bytes) => bytes.includes('mosquitto'));
  if (!packets.subarray(0, 2).equals(connackStart)) return undefined;
  return packets.includes('mosquitto') ? 'mosquitto' : 'an MQTT broker';
}

/** Sends bytes and collects what comes back until it is enough, the other end closes, or time is up. */
function ask({ host, port, secure }: Place, question: string | Buffer, enough: (bytes: Buffer) => boolean): Promise<Buffer> {
  const { promise, resolve } = Promise.withResolvers<Buffer>();
  // Nothing secret is said, so it does not matter whose certificate it is.
  const at = { host: ownAddress.get(host) ?? host, port };
  const socket: Socket = secure ? connectTls({ ...at, rejectUnauthorized: false }) : connectTcp(at);
  let answer = Buffer.alloc(0);
  const timer = setTimeout(() => socket.destroy(), answerMs);
  socket.on('data', (bytes) => {
    answer = Buffer.concat([answer, bytes]);
    if (answer.length > maxAnswerBytes || enough(answer)) socket.destroy();
  });
  socket.on('error', () => socket.destroy());
  socket.once('close', () => {
    clearTimeout(timer);
    resolve(answer);
  });
  socket.write(question);
  return promise;
}

/** What a stranger says of itself is shown to people. */
function printable(text: string): string {
  return text.replaceAll(/[^\w.-]/g, '').slice(0, 36);
}
