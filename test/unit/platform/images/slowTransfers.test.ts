import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { sendBytes } from '../../../../src/platform/images/sendBytes.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { imageBench } from '../../../support/platform/imageBench.ts';
import { soon } from '../../../support/platform/soon.ts';

test('slow: a tenth of a second’s bytes every tenth of a second', async (t) => {
  const clock = new FakeClock();
  let left = 0;
  const server = createServer((_, response) => {
    const bytes = Readable.from([Buffer.alloc(1000, 'x')], { objectMode: false });
    void sendBytes(response, bytes, { clock, left: (count) => (left += count), bytesPerSecond: 5000 }).then(() => response.end());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => server.close());
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const reader = response.body?.getReader();
  for (const sent of [500, 1000]) {
    assert.equal((await reader?.read())?.value?.length, 500);
    // The next piece waits for the clock, and nothing else does.
    await until(() => left >= sent && clock.pending > 0);
    clock.advance(99);
    assert.deepEqual([left, clock.pending], [sent, 1]);
    clock.advance(1);
  }
  assert.equal((await reader?.read())?.done, true);
});

test('a reader that leaves is told, and several fetch at once', async (t) => {
  const bench = await imageBench(t);
  const { uri } = await bench.serve({ bytes: randomBytes(20_000_000) });
  const { port, pathname } = new URL(uri);
  const socket = connect({ port: Number(port), host: '127.0.0.1' });
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: x\r\nUser-Agent: leaver\r\n\r\n`);
  await soon('the first bytes', once(socket, 'data'));
  socket.pause();
  const whole = await fetch(uri);
  assert.equal((await whole.arrayBuffer()).byteLength, 20_000_000);
  socket.destroy();
  for (;;) {
    const transfers = bench.images.states()[0]?.transfers ?? [];
    const left = transfers.find(({ userAgent }) => userAgent === 'leaver');
    if (left?.state === 'left') {
      assert.ok(left.sent < left.total);
      break;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
});

test('a reader that takes nothing for two minutes is cut off', async (t) => {
  const clock = new FakeClock();
  const bench = await imageBench(t, clock);
  const { uri } = await bench.serve({ bytes: randomBytes(40_000_000) });
  const { port, pathname } = new URL(uri);
  const socket = connect({ port: Number(port), host: '127.0.0.1' });
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: x\r\n\r\n`);
  await soon('the first bytes', once(socket, 'data'));
  socket.pause();
  await bench.transfer(({ state }) => {
    clock.advance(120_000);
    return state === 'cut';
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
