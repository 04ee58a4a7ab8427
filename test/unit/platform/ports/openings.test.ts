import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, connect } from 'node:net';
import { test, type TestContext } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { Openings } from '../../../../src/platform/ports/openings.ts';
import type { SystemInterfaces } from '../../../../src/platform/ports/networkInterfaces.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { soon } from '../../../support/platform/soon.ts';
import { startPorts, type TestPorts } from '../../../support/platform/testPorts.ts';

/** Every address of 127.0.0.0/8 is this machine; this one plays a network interface. */
const lan = '127.0.0.2';
const skip = process.platform === 'darwin' && 'macOS has only one address of loopback';

const system: SystemInterfaces = Object.fromEntries(
  [
    ['lo', '127.0.0.1'],
    ['eth0', lan],
  ].map(([name, address]) => [
    name,
    [{ address: address ?? '', family: 'IPv4', netmask: '255.0.0.0', mac: '00:00:00:00:00:00', internal: false, cidr: null }],
  ]),
);

interface Opened {
  readonly ports: TestPorts;
  readonly openings: Openings;
  readonly clock: FakeClock;
  readonly failures: unknown[];
  readonly plain: number;
  readonly secure: number;
}

async function start(t: TestContext): Promise<Opened> {
  const clock = new FakeClock();
  const ports = await startPorts(t, clock);
  const failures: unknown[] = [];
  const failed = (error: unknown): void => void failures.push(error);
  const openings = new Openings({ ports: ports.ports, certificates: ports.certificates, clock, failed, system: () => system });
  t.after(() => openings.dispose());
  const { port: plain } = await ports.open();
  const { port: secure } = await ports.open({ secure: true });
  return { ports, openings, clock, failures, plain, secure };
}

function placesOf({ ports }: Opened): readonly string[] {
  return ports.ports.states().map(({ host, port, service, secure }) => `${service} ${secure ? 'TLS' : 'TCP'} ${host}:${port}`);
}

async function until(ready: () => boolean): Promise<void> {
  await soon(
    'a condition',
    (async () => {
      while (!ready()) await new Promise(setImmediate);
    })(),
  );
}

test('an address opens with the same ports and in the certificate, and closes with its connections', { skip }, async (t) => {
  const opened = await start(t);
  const { ports, openings, plain, secure } = opened;
  const before = placesOf(opened);
  const states = await openings.openAddress(lan);
  assert.deepEqual(
    states.map(({ host, port, secure }) => [host, port, secure]),
    [
      [lan, plain, false],
      [lan, secure, true],
    ],
  );
  assert.deepEqual(await openings.openAddress(lan), states);
  assert.deepEqual(openings.interfaces().find(({ address }) => address === lan)?.listeners, states);
  const client = connectTls({ host: lan, port: secure, ca: ports.certificates.ca });
  await soon('the handshake', once(client, 'secureConnect'));
  client.write(Buffer.from([0x10]));
  const { stream } = await ports.next('mqtt');
  stream.resume();
  const gone = once(client, 'close');
  client.on('error', () => undefined).resume();
  const closed = openings.closeAddress(lan);
  assert.equal((await ports.next('closing')).listener.host, lan);
  stream.end();
  await closed;
  await soon('the end of the connection', gone);
  assert.deepEqual(placesOf(opened), before);
  await openings.closeAddress('127.0.0.1');
  assert.deepEqual(placesOf(opened), before);
});

test('a port that is taken there is another, and that is said', { skip }, async (t) => {
  const { openings, plain } = await start(t);
  const other = createServer().listen(plain, lan);
  await once(other, 'listening');
  t.after(() => other.close());
  const [state] = await openings.openAddress(lan);
  assert.equal(state?.wantedPort, plain);
  assert.match(state?.taken ?? '', /^Port \d+ of 127.0.0.2 is taken by another program/);
});

test('an address of another machine is refused', async (t) => {
  const { openings } = await start(t);
  for (const address of ['8.8.8.8', '', '0.0.0.0', '__proto__']) {
    await assert.rejects(openings.openAddress(address), { name: 'Refusal', message: /is no address of this machine/ });
  }
});

test('Quickstart opens, moves and closes, on loopback without TLS', async (t) => {
  const opened = await start(t);
  const { openings, ports } = opened;
  const quickstart = (): unknown => ports.ports.states().filter(({ service }) => service === 'quickstart');
  await openings.setQuickstart(0);
  const [state] = quickstart() as { host: string; port: number; secure: boolean; open: boolean }[];
  assert.deepEqual([state?.host, state?.secure, state?.open], ['127.0.0.1', false, false]);
  await openings.setQuickstart(0);
  assert.deepEqual(quickstart(), [state]);
  await assert.rejects(openings.setQuickstart(opened.plain), { name: 'Refusal' });
  assert.deepEqual(quickstart(), [state]);
  await openings.setQuickstart(undefined);
  assert.deepEqual(quickstart(), []);
});

test('a restart closes everything, and opens the same after its time; again and again', { skip }, async (t) => {
  const opened = await start(t);
  const { openings, ports, clock, plain } = opened;
  await openings.openAddress(lan);
  await openings.setQuickstart(0);
  const before = placesOf(opened);
  for (let round = 0; round < 2; round++) {
    const client = connect(plain, '127.0.0.1');
    await once(client, 'connect');
    client.resume();
    const gone = once(client, 'close');
    await openings.restart(5);
    await soon('the end of the connection', gone);
    assert.match((await ports.next('closing')).why.message, /restarts, and is away for 5 s/);
    assert.deepEqual([placesOf(opened), openings.down], [[], true]);
    assert.equal(openings.downUntil, clock.now() + 5000);
    clock.advance(4_999);
    assert.deepEqual(placesOf(opened), []);
    clock.advance(1);
    await until(() => !openings.down);
    assert.deepEqual(placesOf(opened), before);
    ports.told.length = 0;
  }
});

test('a restart during a restart begins the time anew', async (t) => {
  const opened = await start(t);
  const { openings, clock } = opened;
  const before = placesOf(opened);
  await openings.restart(5);
  clock.advance(4_000);
  await openings.restart(5);
  clock.advance(4_000);
  assert.equal(openings.down, true);
  await assert.rejects(openings.setQuickstart(0), { message: 'The platform is restarting.' });
  clock.advance(1_000);
  await until(() => !openings.down);
  assert.deepEqual(placesOf(opened), before);
});

test('what is closed during a restart stays closed', { skip }, async (t) => {
  const opened = await start(t);
  const { openings, clock } = opened;
  const before = placesOf(opened);
  await openings.openAddress(lan);
  await openings.setQuickstart(0);
  await openings.restart(1);
  await openings.closeAddress(lan);
  await openings.setQuickstart(undefined);
  clock.advance(1_000);
  await until(() => !openings.down);
  assert.deepEqual(placesOf(opened), before);
});

test('a port that somebody took meanwhile is told, and the others are open', async (t) => {
  const { openings, clock, failures, ports, plain, secure } = await start(t);
  await openings.restart(1);
  const other = createServer().listen(plain, '127.0.0.1');
  await once(other, 'listening');
  t.after(() => other.close());
  clock.advance(1_000);
  await until(() => failures.length === 1);
  assert.match(String(failures[0]), new RegExp(`Port ${plain} of 127.0.0.1 is taken`));
  assert.deepEqual(
    ports.ports.states().map(({ port }) => port),
    [secure],
  );
});

test('a platform that ends while it is down stays down', async (t) => {
  const { openings, clock, ports } = await start(t);
  await openings.restart(1);
  await openings.dispose();
  clock.advance(1_000);
  assert.equal(clock.pending, 0);
  assert.deepEqual(ports.ports.states(), []);
  await assert.rejects(openings.openAddress('127.0.0.1'), { message: 'The platform is ending.' });
});
