import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { OwnedProcess } from '../ownedProcess.ts';
import { tempFolder } from '../tempFolder.ts';
import { until } from '../until.ts';
import { sharedAuthority, type TestAuthority } from './testCertificates.ts';

/** How mosquitto is set up. */
export interface MosquittoOptions {
  /** Signs the server's certificate, and clients'; the one that all tests share unless told. */
  readonly authority?: TestAuthority;
  /** What the server's certificate is for; `localhost` and `127.0.0.1` unless told. */
  readonly serverNames?: readonly string[];
  /** When the server's certificate ends. */
  readonly validTo?: Date;
  /** On the ports with TLS. */
  readonly requireClientCertificate?: boolean;
  /** Passwords by user name; anybody may connect when it is absent. */
  readonly users?: Readonly<Record<string, string>>;
}

/** The ports of loopback on which mosquitto listens. */
export interface Mosquitto {
  readonly port: number;
  readonly tlsPort: number;
  readonly wsPort: number;
  readonly wssPort: number;
  readonly mqtt5: true;
}

const program = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'].find(existsSync);

/** Why tests with mosquitto cannot run here, for `it(name, { skip })`; `false` where they can. */
export const withoutMosquitto: string | false = program === undefined ? 'mosquitto is not installed' : false;

/** Starts mosquitto, which ends with the test. `undefined` where it is not installed. */
export async function startMosquitto(context: TestContext, options: MosquittoOptions = {}): Promise<Mosquitto | undefined> {
  if (program === undefined) return undefined;
  const folder = tempFolder(context);
  const [port, tlsPort, wsPort, wssPort] = await freePorts();
  const configuration = join(folder, 'mosquitto.conf');
  writeFileSync(configuration, configurationOf(folder, { port, tlsPort, wsPort, wssPort, mqtt5: true }, options));
  const running = new OwnedProcess(program, ['-c', configuration], { stdio: ['ignore', 'pipe', 'pipe'] });
  context.after(() => running.stop());
  const output = running.output();
  const ended = running.exited.then((code) => Promise.reject(new Error(`mosquitto ended with ${code}: ${output()}`)));
  const listening = Promise.all([port, tlsPort, wsPort, wssPort].map((each) => until(`mosquitto on ${each}`, () => isOpen(each))));
  ended.catch(() => undefined);
  await Promise.race([listening, ended]);
  return { port, tlsPort, wsPort, wssPort, mqtt5: true };
}

function configurationOf(folder: string, ports: Mosquitto, options: MosquittoOptions): string {
  const { authority = sharedAuthority(), serverNames, validTo, requireClientCertificate = false, users } = options;
  const server = authority.issue({
    ...(serverNames === undefined ? {} : { names: serverNames }),
    ...(validTo === undefined ? {} : { validTo, validFrom: new Date(validTo.getTime() - 86_400_000) }),
  });
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const secure = [
    `cafile ${file('ca.pem', authority.certificate)}`,
    `certfile ${file('server.pem', server.chain)}`,
    `keyfile ${file('server.key', server.key)}`,
    `require_certificate ${requireClientCertificate}`,
  ];
  return [
    // Otherwise it becomes a user who cannot read the test's folder.
    'user root',
    'persistence false',
    'log_dest stderr',
    'connection_messages true',
    ...(users === undefined ? ['allow_anonymous true'] : ['allow_anonymous false', `password_file ${file('users', passwords(users))}`]),
    `listener ${ports.port} 127.0.0.1`,
    `listener ${ports.tlsPort} 127.0.0.1`,
    ...secure,
    `listener ${ports.wsPort} 127.0.0.1`,
    'protocol websockets',
    `listener ${ports.wssPort} 127.0.0.1`,
    'protocol websockets',
    ...secure,
    '',
  ].join('\n');
}

/** As `mosquitto_passwd` writes them. */
function passwords(users: Readonly<Record<string, string>>): string {
  const lines = Object.entries(users).map(([user, password]) => {
    const salt = randomBytes(12);
    return `${user}:$7$101$${salt.toString('base64')}$${pbkdf2Sync(password, salt, 101, 64, 'sha512').toString('base64')}\n`;
  });
  return lines.join('');
}

/** Ports that nobody uses now. */
async function freePorts(): Promise<readonly [number, number, number, number]> {
  const servers = await Promise.all(
    [1, 2, 3, 4].map(async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const free = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return free as unknown as readonly [number, number, number, number];
}

function isOpen(port: number): Promise<true | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(undefined));
    socket.once('connect', () => socket.destroy());
  });
}
