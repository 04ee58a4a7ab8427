import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import * as fc from 'fast-check';
import { fetchImages, type FetchEnd, type ImageOrder } from '../../../../src/engine/agent/download/fetchImage.ts';
import { readVerifier } from '../../../../src/engine/agent/download/verifier.ts';
import { TestAuthority } from '../../../support/network/testCertificates.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { soon } from '../../../support/platform/soon.ts';
import { until } from '../../../support/until.ts';

const content = Buffer.alloc(200_000, 'firmware');
const hash = (algorithm: string): string => createHash(algorithm).update(content).digest('hex');

/** A download with everything that it told. */
class DownloadBench {
  readonly clock = new FakeClock();
  readonly progress: number[] = [];
  readonly ends: FetchEnd[] = [];
  readonly #ended = Promise.withResolvers<FetchEnd>();
  stop: () => void = () => undefined;

  begin(order: Partial<ImageOrder>, ca?: string): this {
    const fetch = fetchImages({ clock: this.clock, ca });
    const whole = { uri: '', verifier: '', maxBytes: 1_000_000, ...order };
    const run = fetch(
      whole,
      (part) => this.progress.push(part),
      (end) => {
        this.ends.push(end);
        this.#ended.resolve(end);
      },
    );
    this.stop = () => run.stop();
    return this;
  }

  async end(): Promise<FetchEnd> {
    const end = await soon('the end of the download', this.#ended.promise);
    assert.equal(this.ends.length, 1);
    assert.equal(this.clock.pending, 0, 'and no timer is left');
    return end;
  }
}

/** Serves on a port of loopback until the test ends; gives the address. */
async function served(context: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

for (const [verifier, failure, note] of [
  ['', undefined, /There is no verifier/],
  [hash('md5'), undefined, /verifier \(md5\) is right/],
  [hash('sha1').toUpperCase(), undefined, /verifier \(sha1\) is right/],
  [`sha256:${hash('sha256')}`, undefined, /verifier \(sha256\) is right/],
  [`SHA1:${hash('sha1')}`, undefined, /verifier \(sha1\) is right/],
  [hash('md5').replace(/^./, (digit) => (digit === '0' ? '1' : '0')), 4, /asks for md5/],
  [`sha256:${'0'.repeat(64)}`, 4, /asks for sha256/],
  [`md5:${hash('sha1')}`, undefined, /could not be checked/],
  ['signed by me', undefined, /"signed by me" is no MD5/],
  [hash('sha256').slice(1), undefined, /could not be checked/],
] as const) {
  test(`the verifier ${JSON.stringify(verifier.slice(0, 30))}`, async (context) => {
    const uri = await served(context, (_, response) => response.end(content));
    const { failure: found, note: text } = await new DownloadBench().begin({ uri, verifier }).end();
    assert.equal(found, failure);
    assert.match(text, note);
    assert.match(text, new RegExp(`^Fetched 200,000 bytes with the SHA-256 ${hash('sha256')}\\.`));
  });
}

/** Answers that are no image: what the server does, and how the download ends. */
const bad: readonly { readonly name: string; readonly answer: RequestListener; readonly failure: number; readonly note: RegExp }[] = [
  { name: 'status 404', answer: (_, response) => response.writeHead(404).end('no'), failure: 6, note: /status 404/ },
  { name: 'status 500', answer: (_, response) => response.writeHead(500).end('no'), failure: 3, note: /status 500/ },
  { name: 'status 206', answer: (_, response) => response.writeHead(206).end('part'), failure: 3, note: /status 206/ },
  {
    name: 'a length that is too large',
    answer: (_, response) => response.writeHead(200, { 'content-length': 2_000_000 }).write('x'),
    failure: 2,
    note: /larger than the 1,000,000 bytes/,
  },
  { name: 'too much without a length', answer: (_, response) => response.end(Buffer.alloc(1_500_000)), failure: 2, note: /larger than/ },
  {
    name: 'a connection that closes before the answer',
    answer: (request) => request.socket.destroy(),
    failure: 3,
    note: /could not be fetched|without an answer/,
  },
  {
    name: 'a connection that breaks off',
    answer: (request, response) => {
      response.writeHead(200, { 'content-length': 1_000 });
      response.write('begin', () => request.socket.destroy());
    },
    failure: 3,
    note: /broke off/,
  },
  { name: 'a redirect to nowhere', answer: (_, response) => response.writeHead(302).end(), failure: 6, note: /redirected to no address/ },
  {
    name: 'a redirect to another scheme',
    answer: (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    failure: 6,
    note: /"file:"/,
  },
  {
    name: 'a redirect to itself',
    answer: (_, response) => response.writeHead(307, { location: '/' }).end(),
    failure: 6,
    note: /more than 3 times/,
  },
];

for (const { name, answer, failure, note } of bad) {
  test(`${name} ends the download with updateStatus ${failure}`, async (context) => {
    const uri = await served(context, answer);
    const end = await new DownloadBench().begin({ uri }).end();
    assert.equal(end.failure, failure);
    assert.match(end.note, note);
  });
}

for (const [uri, failure, note] of [
  ['', 6, /no address/],
  ['images/a.bin', 6, /no address/],
  ['ftp://images.example/a', 6, /"ftp:"/],
  ['file:///etc/passwd', 6, /"file:"/],
  ['http://%zz:x@127.0.0.1/', 6, /user name or password/],
  ['http://127.0.0.1:1/', 3, /ECONNREFUSED/],
  ['http://nobody.invalid/', 3, /could not be fetched/],
] as const) {
  test(`the uri ${JSON.stringify(uri)} ends with updateStatus ${failure}`, async () => {
    const end = await new DownloadBench().begin({ uri }).end();
    assert.equal(end.failure, failure);
    assert.match(end.note, note);
  });
}

test('three redirects are followed, relative ones too, and credentials go to the first server only', async (context) => {
  const heard: IncomingMessage[] = [];
  const uri = await served(context, (request, response) => {
    heard.push(request);
    const at = Number(request.url?.slice(1));
    if (at < 3) response.writeHead(302, { location: at === 1 ? `http://user:secret@${request.headers.host}/2` : `/${at + 1}` }).end();
    else response.end(content);
  });
  const end = await new DownloadBench().begin({ uri: `${uri.replace('//', '//me:mine@')}/0` }).end();
  assert.equal(end.failure, undefined);
  assert.deepEqual(
    heard.map(({ url, headers }) => [url, headers.authorization]),
    [
      ['/0', `Basic ${Buffer.from('me:mine').toString('base64')}`],
      ['/1', undefined],
      ['/2', undefined],
      ['/3', undefined],
    ],
  );
});

test('no note shows a password that stands in an address', async () => {
  for (const uri of ['http://me:mine@127.0.0.1:1/', 'ftp://me:mine@a/', 'http://me:mine@nobody.invalid/', 'http://me:%zz@a/']) {
    assert.doesNotMatch((await new DownloadBench().begin({ uri }).end()).note, /mine/);
  }
});

test('TLS is verified, by an authority that is trusted besides if there is one, and is not left by a redirect', async (context) => {
  const authority = new TestAuthority();
  const server = createSecureServer({ ...pem(authority) }, (request, response) => {
    if (request.url === '/plain') response.writeHead(302, { location: 'http://127.0.0.1/' }).end();
    else response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => server.close());
  const uri = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const strange = await new DownloadBench().begin({ uri }).end();
  assert.equal(strange.failure, 3);
  assert.match(strange.note, /certificate/);
  assert.equal((await new DownloadBench().begin({ uri }, authority.certificate).end()).failure, undefined);
  const left = await new DownloadBench().begin({ uri: `${uri}/plain` }, authority.certificate).end();
  assert.deepEqual([left.failure, left.note], [6, 'The server redirected from https to http.']);
});

test('a server that says nothing, or drips, is given up', async (context) => {
  const uri = await served(context, () => undefined);
  const silent = new DownloadBench().begin({ uri });
  await until('the request', () => silent.clock.pending === 2 || undefined);
  silent.clock.advance(30_000);
  assert.deepEqual(await silent.end(), { failure: 3, note: 'The server sent nothing for 30 s.' });

  const dripping = await served(context, (request, response) => {
    response.writeHead(200, { 'content-length': 1_000_000 });
    const drips = setInterval(() => response.write('x'), 1);
    request.socket.once('close', () => clearInterval(drips));
  });
  const bench = new DownloadBench().begin({ uri: dripping });
  // Each byte begins another 30 s, so only the time for all of it can end this.
  await until('the end', async () => {
    await until('more bytes', () => bench.clock.dueIn(30_000) > 0 || bench.ends.length > 0 || undefined);
    bench.clock.advance(29_000);
    return bench.ends.length > 0 || undefined;
  });
  assert.deepEqual(await bench.end(), { failure: 3, note: 'The download took longer than 30 minutes.' });
});

test('what is no HTTP, or endless headers, ends with updateStatus 3', async (context) => {
  for (const garbage of ['\u0000\u0001garbage\r\n\r\n', `HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(100_000)}`]) {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.write(garbage);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    context.after(() => server.close());
    const end = await new DownloadBench().begin({ uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }).end();
    assert.equal(end.failure, 3);
  }
});

test('a download that is stopped says nothing more and lets the server go', async (context) => {
  const closed = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const uri = await served(context, (request, response) => {
    response.writeHead(200, { 'content-length': 1_000_000 });
    response.write('begin', () => begun.resolve());
    request.socket.once('close', () => closed.resolve());
  });
  const bench = new DownloadBench().begin({ uri });
  await soon('the beginning', begun.promise);
  bench.stop();
  await soon('the end of the connection', closed.promise);
  assert.deepEqual(bench.ends, []);
  assert.equal(bench.clock.pending, 0);
});

test('progress is told as parts of the whole, where the length is known', async (context) => {
  const uri = await served(context, (_, response) => response.writeHead(200, { 'content-length': content.length }).end(content));
  const bench = new DownloadBench().begin({ uri });
  await bench.end();
  assert.ok(bench.progress.length > 0);
  assert.ok(bench.progress.every((part) => part > 0 && part <= 1));
});

test('a verifier is read as a hash exactly when it is one', () => {
  const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'.split('')), minLength: 1, maxLength: 70 });
  fc.assert(
    fc.property(hex, (digits) => {
      const algorithm = { 32: 'md5', 40: 'sha1', 64: 'sha256' }[digits.length];
      assert.equal(readVerifier(digits)?.algorithm, algorithm);
      for (const name of ['md5', 'sha1', 'sha256']) {
        assert.equal(readVerifier(`${name}:${digits}`)?.algorithm, name === algorithm ? name : undefined);
      }
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = readVerifier(text);
      assert.ok(read === undefined || /^(md5:|sha1:|sha256:)?[0-9a-f]+$/i.test(text.trim()));
    }),
  );
});

function pem(authority: TestAuthority): { cert: string; key: string } {
  const { chain, key } = authority.issue({ names: ['127.0.0.1'] });
  return { cert: chain, key };
}
