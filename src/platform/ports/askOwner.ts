import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { identityPath, readIdentity, type Identity } from './identity.ts';

/** A port at an address. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/** The program that has a port, by what it says of itself. */
export interface Owner {
  readonly name: string;
  /** Whether the name tells the process as well. */
  readonly named: boolean;
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

/**
 * Asks the program that has a port who it is, with and without TLS: a platform, an HTTP server or an MQTT broker.
 * `undefined` when it does not say.
 */
export async function askOwner(place: Place): Promise<Owner | undefined> {
  const answers = askBothWays(place, request, (bytes) => bytes.includes('}'));
  const identity = await Promise.any(answers.map(identityIn)).catch(() => undefined);
  if (identity !== undefined) return { name: platformName(identity), named: true };
  if ((await Promise.all(answers)).some((bytes) => bytes.toString('latin1', 0, 5) === 'HTTP/'))
    return { name: 'an HTTP server', named: false };
  const packets = await Promise.all(askBothWays(place, Buffer.concat([connect, subscribe]), (bytes) => bytes.includes('mosquitto')));
  const broker = packets.find((bytes) => bytes.subarray(0, 2).equals(connackStart));
  return broker === undefined ? undefined : { name: broker.includes('mosquitto') ? 'mosquitto' : 'an MQTT broker', named: false };
}

/** @throws Error when the answer is none of a platform. */
async function identityIn(answer: Promise<Buffer>): Promise<Identity> {
  const text = (await answer).toString('latin1');
  const identity = readIdentity(text.slice(text.indexOf('\r\n\r\n')).trim());
  if (identity === undefined) throw new Error('The answer is none of a platform.');
  return identity;
}

function platformName({ org, pid }: Identity): string {
  if (pid === process.pid) return 'this platform itself';
  return `another embedded platform, of the organisation ${printable(org)} in process ${pid}`;
}

/** A port with TLS may well answer a request without, if only to say what it expects. */
function askBothWays(place: Place, question: string | Buffer, enough: (bytes: Buffer) => boolean): readonly Promise<Buffer>[] {
  return [false, true].map((secure) => ask(place, secure, question, enough));
}

/** Sends bytes and collects what comes back until it is enough, the other end closes, or time is up. */
function ask({ host, port }: Place, secure: boolean, question: string | Buffer, enough: (bytes: Buffer) => boolean): Promise<Buffer> {
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
