import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { connectionCode, type ConnectionLanguage } from '../../../../src/assist/connectionCode/connectionCode.ts';
import type { ConnectionTarget } from '../../../../src/assist/connectionCode/connectionTarget.ts';
import { CertificateStore } from '../../../../src/platform/certificates/certificateStore.ts';
import { systemClock } from '../../../../src/rpc/node/clock.ts';
import { org, startPlatform, type TestPlatform } from '../../../support/platform/testPlatform.ts';
import { projectPath } from '../../../support/projectPaths.ts';

/** A token with everything that a shell or a language could take for its own. */
const token = `MP$08'V"z!8 $(id) \`x\` \\%s(*)&`;
const device = { typeId: 'thermostat', deviceId: 't-100' };
const clientId = `d:${org}:thermostat:t-100`;
const host = '127.0.0.1';

type Way = Pick<ConnectionTarget, 'tls' | 'transport'>;

interface Started {
  readonly platform: TestPlatform;
  readonly code: (language: ConnectionLanguage, way: Way) => string;
}

/** A platform on which the device is registered, with TLS and without. */
async function start(t: TestContext): Promise<Started> {
  const failed = (error: unknown): never => assert.fail(String(error));
  const certificates = await CertificateStore.open({ folder: undefined, org, names: [], clock: systemClock, failed });
  const platform = await startPlatform(t, { certificates, prepare: (registry) => registry.addDevice(device, token) });
  const secure = await platform.platform.ports.open({ service: 'full', secure: true, host, port: { port: 0, orAnother: false } });
  const common = { org, ...device, classId: 'Device', token, host, caPem: certificates.ca } as const;
  return {
    platform,
    code: (language, way) => connectionCode(language, { ...common, ...way, port: way.tls ? secure.port : platform.port }),
  };
}

/** Runs a program that reads its code from standard input, and ends it with the test. */
async function run(t: TestContext, program: string, args: readonly string[], input: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'connection-code-'));
  t.after(() => rm(folder, { recursive: true }));
  const env = { ...process.env, NODE_PATH: projectPath('node_modules') };
  const child = spawn(program, args, { cwd: folder, env, stdio: ['pipe', 'ignore', 'inherit'] });
  t.after(() => child.kill());
  child.stdin.end(input);
}

const ways: readonly Way[] = [
  { tls: false, transport: 'tcp' },
  { tls: true, transport: 'tcp' },
  { tls: false, transport: 'webSocket' },
  { tls: true, transport: 'webSocket' },
];

for (const way of ways) {
  test(`code for Node connects over ${way.transport} ${way.tls ? 'with' : 'without'} TLS, publishes and becomes managed`, async (t) => {
    const { platform, code } = await start(t);
    await run(t, process.execPath, ['-'], code('node', way));
    await platform.event('connection.open', clientId);
    await platform.record(({ topic }) => topic === 'iot-2/evt/status/fmt/json');
    const { payload } = await platform.record(({ topic }) => topic === 'iotdm-1/response');
    assert.equal((JSON.parse(Buffer.from(payload).toString()) as { rc: number }).rc, 200);
    assert.ok(!platform.records.some(({ event }) => event?.kind === 'connection.closed'));
  });
}

const hasMosquitto = spawnSync('mosquitto_pub', ['--version']).error === undefined;

for (const tls of [false, true]) {
  const name = `code for bash publishes an event ${tls ? 'with' : 'without'} TLS, then listens`;
  test(name, { skip: !hasMosquitto && 'mosquitto_pub is not installed' }, async (t) => {
    const { platform, code } = await start(t);
    // Replaced by mosquitto_sub, which is what is ended then.
    await run(t, 'bash', ['-s'], code('bash', { tls, transport: 'tcp' }).replace('\nmosquitto_sub', '\nexec mosquitto_sub'));
    const { payload } = await platform.record(({ topic }) => topic === 'iot-2/evt/status/fmt/json');
    assert.equal(Buffer.from(payload).toString(), '{"temperature":21.5}');
    await platform.record(({ event }) => event?.kind === 'connection.subscribed' && event.filter === 'iotdm-1/#');
    assert.ok(!platform.records.some(({ event }) => event?.kind === 'connection.refused'));
  });
}
