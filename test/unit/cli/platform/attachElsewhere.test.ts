import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RemoteControl } from '../../../../src/rpc/engineContract.ts';
import { dialControl } from '../../../../src/rpc/node/control.ts';
import { Command, ready, type Ready } from '../../../support/platform/command.ts';
import { ControlClient } from '../../../support/platform/controlClient.ts';
import { RawClient } from '../../../support/platform/rawClient.ts';

const image = { name: 'fw', version: '2', verifier: 'md5', host: '127.0.0.1', secure: false } as const;

function attachOf({ attach }: Ready): RemoteControl {
  assert.ok(attach !== null);
  return attach;
}

for (const [args, scheme] of [
  [['--tls-port', '0'], 'https'],
  [['--no-tls'], 'http'],
] as const) {
  test(`with --attach a window elsewhere steers the platform over ${scheme} and sees its traffic`, async (t) => {
    const command = new Command(t, ['platform', '--json', '--port', '0', ...args, '--attach']);
    const line = await ready(command);
    const attach = attachOf(line);
    assert.ok(attach.url.startsWith(`${scheme}://127.0.0.1:`));
    const control = await ControlClient.open(attach);
    t.after(() => control.close());
    const info = await control.ask('describe');
    assert.deepEqual([info.org, info.attachAddress, JSON.stringify(info).includes(attach.key)], [line.org, attach.url, false]);
    await control.ask('watchTraffic');
    const { authToken } = await control.ask('addDevice', { typeId: 'pump', deviceId: 'p1' });
    const pump = await RawClient.dial(line.port);
    await pump.connect({ clientId: `d:${line.org}:pump:p1`, username: 'use-token-auth', password: authToken });
    await control.until('its connection', () => control.records.some(({ event }) => event?.kind === 'connection.open'));
    await assert.rejects(control.ask('serveImage', { ...image, source: { path: '/etc/hostname' } }), {
      name: 'Refusal',
      message: /for those on it/,
    });
    await assert.rejects(dialControl({ ...attach, key: `x${attach.key}` }), { name: 'Refusal', message: /does not take the key/ });
    await control.ask('stop');
    await control.ended;
    assert.deepEqual([control.wasEnding, await command.exitCode()], [true, 0]);
    assert.match(command.stderr, /^(127\.0\.0\.1:\d+) attached\.$[^]*^The platform ends: \1 ended it\.$/m);
    assert.match(command.stderr, /^127\.0\.0\.1:\d+ tried to attach without the right key, and was turned away\.$/m);
    assert.equal(command.stderr.includes(attach.key.split('.')[0] ?? ''), false);
  });
}

test('without --attach nobody elsewhere is let in, whatever the key', async (t) => {
  const line = await ready(new Command(t, ['platform', '--json', '--port', '0', '--no-tls']));
  assert.equal(line.attach, null);
  await assert.rejects(dialControl({ url: `http://127.0.0.1:${line.port}`, key: `${'x'.repeat(43)}.` }), {
    name: 'Refusal',
    message: /does not take the key/,
  });
});
