import { fork, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectPath } from '../../support/projectPaths.ts';
import type { Address } from './loadJobs.ts';

/** A broker in a process of its own. */
export interface Broker {
  readonly address: Address;
  readonly pid: number;
  stop(): Promise<void>;
}

const org = 'abc123';
const apiKey = { key: `a-${org}-1234567890`, token: 'token' };

/** The platform as it ships, with so many devices; with its data on disk if `keep` is set. */
export async function startPlatform(devices: number, keep: boolean): Promise<Broker> {
  const folder = mkdtempSync(join(tmpdir(), 'wiotp-bench-'));
  const registry = join(folder, 'registry.json');
  const names = Array.from({ length: devices }, (_, at) => ({ typeId: 'bench', deviceId: `d${at}`, authToken: 'bench-token' }));
  writeFileSync(registry, JSON.stringify({ org, deviceTypes: [{ id: 'bench', classId: 'Device' }], devices: names, apiKeys: [apiKey] }));
  const data = keep ? ['--data', join(folder, 'data')] : [];
  const args = [
    projectPath('dist', 'cli.js'),
    'platform',
    '--port',
    '0',
    '--no-tls',
    '--json',
    '--registry',
    registry,
    '--control',
    join(folder, 'control.json'),
    ...data,
  ];
  const env = { ...process.env, WIOTP_HOME: join(folder, 'user') };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const [first] = (await once(lines, 'line')) as [string];
  lines.close();
  // Nobody reads what happened, as when the workbench runs it.
  child.stdout.destroy();
  const { mqtt } = JSON.parse(first) as { mqtt: string };
  return brokerOf(child, { port: Number(new URL(mqtt).port), org, apiKey, rewrites: true }, folder);
}

export async function startAedes(): Promise<Broker> {
  const child = fork(new URL('./aedesBroker.ts', import.meta.url));
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return brokerOf(child, { port, org, apiKey, rewrites: false });
}

/** Whether there is a mosquitto to compare with. */
export function hasMosquitto(): boolean {
  return spawnSync('mosquitto', ['-h'], { stdio: 'ignore' }).error === undefined;
}

/** Limits as the platform has them for applications, so that it neither drops messages nor waits more often. */
export async function startMosquitto(): Promise<Broker> {
  const folder = mkdtempSync(join(tmpdir(), 'wiotp-bench-'));
  const port = await freePort();
  const lines = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'max_inflight_messages 2000',
    'max_queued_messages 0',
    'set_tcp_nodelay true',
  ];
  writeFileSync(join(folder, 'mosquitto.conf'), lines.join('\n'));
  const child = spawn('mosquitto', ['-c', join(folder, 'mosquitto.conf')], { stdio: 'ignore' });
  while (!(await isOpen(port))) await new Promise((resolve) => setTimeout(resolve, 20));
  return brokerOf(child, { port, org, apiKey, rewrites: false }, folder);
}

function brokerOf(child: ChildProcess, address: Address, folder?: string): Broker {
  return {
    address,
    pid: child.pid ?? 0,
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
