import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { rename, writeFile, unlink, mkdir } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { ImageFault } from '../../../../src/rpc/device/faultState.ts';
import type { ImageState } from '../../../../src/rpc/device/imageState.ts';
import { imageBench, type ImageBench } from '../../../support/platform/imageBench.ts';

const one = { typeId: 'sensor', deviceId: 'one' };
const content = randomBytes(300_000);

async function file(bench: ImageBench, name = 'thermostat-1.1.bin', bytes: Uint8Array = content): Promise<string> {
  const path = join(bench.folder, name);
  await writeFile(path, bytes);
  return path;
}

async function served(t: TestContext): Promise<ImageBench & { readonly state: ImageState; readonly path: string }> {
  const bench = await imageBench(t);
  const path = await file(bench);
  return { ...bench, path, state: await bench.serve({ path }) };
}

test('a file is told by size, hash and an address that nobody can guess', async (t) => {
  const { state, images } = await served(t);
  assert.match(state.uri, /^http:\/\/127\.0\.0\.1:\d+\/images\/[A-Za-z0-9_-]{32}\/thermostat-1\.1\.bin$/);
  assert.equal(state.verifier, createHash('sha256').update(content).digest('hex'));
  assert.deepEqual([state.name, state.version, state.sent, state.total], ['thermostat', '1.1', 0, content.length]);
  assert.deepEqual(images.states(), [state]);
});

for (const [verifier, expected] of [
  ['md5', createHash('md5').update(content).digest('hex')],
  [{ text: 'CRC 4711' }, 'CRC 4711'],
] as const) {
  test(`the verifier ${JSON.stringify(verifier)}`, async (t) => {
    const bench = await imageBench(t);
    assert.equal((await bench.serve({ bytes: content }, { verifier })).verifier, expected);
  });
}

test('the file is sent whole, and what left is told', async (t) => {
  const { state, images, transfer } = await served(t);
  const response = await fetch(state.uri, { headers: { 'user-agent': 'board/1.0' } });
  assert.deepEqual(Buffer.from(await response.arrayBuffer()), content);
  const { headers, status } = response;
  assert.equal(status, 200);
  assert.equal(headers.get('content-type'), 'application/octet-stream');
  assert.equal(headers.get('content-length'), String(content.length));
  assert.equal(headers.get('accept-ranges'), 'bytes');
  const { peer, time, ...told } = await transfer(({ state: now }) => now === 'done');
  assert.deepEqual(told, { userAgent: 'board/1.0', range: '', sent: content.length, total: content.length, status: 200, state: 'done' });
  assert.match(peer, /^127\.0\.0\.1:\d+$/);
  assert.ok(time > 0);
  assert.deepEqual(images.progress(state.uri), { sent: content.length, total: content.length });
});

test('HEAD has the headers and no body', async (t) => {
  const { state, images } = await served(t);
  const response = await fetch(state.uri, { method: 'HEAD' });
  assert.deepEqual([response.status, response.headers.get('content-length'), await response.text()], [200, String(content.length), '']);
  assert.deepEqual(images.progress(state.uri), { sent: 0, total: content.length });
});

test('ranges are answered by 206 and add up, and a wrong If-Range gets everything', async (t) => {
  const { state, images, transfer } = await served(t);
  const first = await fetch(state.uri, { headers: { range: 'bytes=0-99999' } });
  assert.deepEqual([first.status, first.headers.get('content-range')], [206, `bytes 0-99999/${content.length}`]);
  assert.deepEqual(Buffer.from(await first.arrayBuffer()), content.subarray(0, 100_000));
  await transfer(({ state: now }) => now === 'done');
  assert.deepEqual(images.progress(state.uri), { sent: 100_000, total: content.length });
  const etag = first.headers.get('etag') ?? '';
  const rest = await fetch(state.uri, { headers: { range: 'bytes=100000-', 'if-range': etag } });
  assert.deepEqual(Buffer.from(await rest.arrayBuffer()), content.subarray(100_000));
  await transfer(({ range, state: now }) => range === 'bytes=100000-' && now === 'done');
  assert.deepEqual(images.progress(state.uri), { sent: content.length, total: content.length });
  const other = await fetch(state.uri, { headers: { range: 'bytes=0-9', 'if-range': '"other"' } });
  assert.deepEqual([other.status, (await other.arrayBuffer()).byteLength], [200, content.length]);
});

test('a range behind the end is answered by 416', async (t) => {
  const { state, transfer } = await served(t);
  const response = await fetch(state.uri, { headers: { range: 'bytes=300000-' } });
  assert.deepEqual([response.status, response.headers.get('content-range')], [416, 'bytes */300000']);
  assert.match(((await response.json()) as { message: string }).message, /300000 bytes/);
  await transfer(({ state: now, status }) => now === 'refused' && status === 416);
});

test('nothing but the very path is served, and only read', async (t) => {
  const { state, folder } = await served(t);
  await writeFile(join(folder, 'secret'), 'secret');
  const { origin, pathname } = new URL(state.uri);
  const [, , id = '', name = ''] = pathname.split('/');
  for (const path of [
    `/images/${id}/`,
    `/images/${id}/secret`,
    `/images/${id}/%2e%2e/secret`,
    `/images/${id}/..%2fsecret`,
    '/images/',
    `/images/x/${name}`,
  ]) {
    assert.equal((await fetch(origin + path)).status, 404, path);
  }
  assert.equal((await fetch(`${origin}/api/v0002`)).status, 418);
  const post = await fetch(state.uri, { method: 'POST', body: 'x' });
  assert.deepEqual([post.status, post.headers.get('allow')], [405, 'GET, HEAD']);
});

test('Quickstart has no images', async (t) => {
  const bench = await imageBench(t, undefined, 'quickstart');
  const { uri } = await bench.serve({ bytes: content });
  assert.equal((await fetch(uri)).status, 418);
});

test('a file that vanished, or is another one now, is not served', async (t) => {
  const { state, path, folder, transfer } = await served(t);
  await writeFile(join(folder, 'other'), content);
  await rename(join(folder, 'other'), path);
  const changed = await fetch(state.uri);
  assert.equal(changed.status, 410);
  assert.match(((await changed.json()) as { message: string }).message, /has changed/);
  await unlink(path);
  assert.equal((await fetch(state.uri)).status, 404);
  await transfer(({ state: now, status }) => now === 'refused' && status === 404);
});

test('what cannot be served is refused', async (t) => {
  const bench = await imageBench(t);
  await mkdir(join(bench.folder, 'sub'));
  const bad: readonly (readonly [() => Promise<unknown>, RegExp])[] = [
    [() => bench.serve({ path: join(bench.folder, 'none') }), /cannot be read/],
    [() => bench.serve({ path: join(bench.folder, 'sub') }), /is no file/],
    [() => bench.serve({ bytes: content }, { secure: true }), /does not listen with TLS/],
    [() => bench.serve({ bytes: Buffer.alloc(60_000_001) }), /60000001 bytes/],
  ];
  for (const [serve, message] of bad) await assert.rejects(serve(), { name: 'Refusal', message });
  assert.deepEqual(bench.images.states(), []);
});

test('file names become safe, and never empty', async (t) => {
  const bench = await imageBench(t);
  const names = ['../../etc/passwd', 'C:\\images\\a b;c.bin', '.hidden', '…', ''];
  const uris = await Promise.all(names.map(async (name) => (await bench.serve({ bytes: content }, { name })).uri));
  assert.deepEqual(
    uris.map((uri) => uri.split('/').at(-1)),
    ['passwd', 'a_b_c.bin', 'hidden', 'image', 'image'],
  );
});

test('the oldest of more than 20 images goes, and of more than 60 MB in memory', async (t) => {
  const bench = await imageBench(t);
  for (let n = 1; n <= 21; n++) await bench.serve({ bytes: content }, { name: `n${n}` });
  assert.deepEqual(
    bench.images
      .states()
      .map(({ name }) => name)
      .slice(-2),
    ['n3', 'n2'],
  );
  await bench.serve({ bytes: Buffer.alloc(59_000_000) }, { name: 'large' });
  assert.deepEqual(
    bench.images.states().map(({ name }) => name),
    ['large', 'n21', 'n20', 'n19'],
  );
});

async function injected(t: TestContext, image: ImageFault): Promise<Awaited<ReturnType<typeof served>>> {
  const bench = await served(t);
  bench.images.expect(bench.state.uri, one);
  bench.faults.inject(one, { fault: 'image', image });
  return bench;
}

test('cut: the connection breaks after the part that was told', async (t) => {
  const { state, transfer } = await injected(t, { kind: 'cut', percent: 40 });
  const chunks: Buffer[] = [];
  const broke = new Promise<string>((resolve) => {
    get(state.uri, (response) => {
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => resolve('error'));
      response.on('end', () => resolve('end'));
    });
  });
  assert.equal(await broke, 'error');
  assert.deepEqual(Buffer.concat(chunks), content.subarray(0, 120_000));
  assert.equal((await transfer(({ state: now }) => now === 'cut')).sent, 120_000);
});

test('missing: 404, and as it should be once the fault is cleared', async (t) => {
  const { state, faults } = await injected(t, { kind: 'missing' });
  assert.equal((await fetch(state.uri)).status, 404);
  faults.inject(one, { fault: 'clear' });
  assert.equal((await fetch(state.uri)).status, 200);
});

test('oversize: more bytes than the image has, announced as such', async (t) => {
  const { state } = await injected(t, { kind: 'oversize' });
  const response = await fetch(state.uri, { headers: { range: 'bytes=0-9' } });
  const bytes = Buffer.from(await response.arrayBuffer());
  assert.deepEqual([response.status, response.headers.get('content-length')], [200, String(bytes.length)]);
  assert.ok(bytes.length > content.length);
  assert.deepEqual(bytes.subarray(0, content.length), content);
});

test('wrongVerifier: only that device is told a wrong one, of the same length', async (t) => {
  const { state, images, faults } = await injected(t, { kind: 'wrongVerifier' });
  const wrong = images.wrongVerifier(state.uri, one) ?? '';
  assert.notEqual(wrong, state.verifier);
  assert.match(wrong, /^[0-9a-f]{64}$/);
  assert.equal(images.wrongVerifier(state.uri, { ...one, deviceId: 'two' }), undefined);
  assert.equal(images.wrongVerifier('http://elsewhere/image', one), undefined);
  faults.inject(one, { fault: 'clear' });
  assert.equal(images.wrongVerifier(state.uri, one), undefined);
  assert.equal((await fetch(state.uri)).status, 200);
});

test('a fault of a device that was told nothing of this image does nothing; one for all does', async (t) => {
  const { state, faults } = await served(t);
  faults.inject(one, { fault: 'image', image: { kind: 'missing' } });
  assert.equal((await fetch(state.uri)).status, 200);
  faults.inject('all', { fault: 'image', image: { kind: 'missing' } });
  assert.equal((await fetch(state.uri)).status, 404);
});
