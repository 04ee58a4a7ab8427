import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { proxyAddress } from '../../../../src/engine/network/proxyAddress.ts';
import { refusalText } from '../../../../src/wiotp/refusal.ts';
import { testEndpoint } from '../../../support/engine/testSettings.ts';
import { everythingIn } from '../../../support/engine/sessionBench.ts';
import { ConnectProxy } from '../../../support/network/connectProxy.ts';
import { exchange } from '../../../support/network/exchange.ts';
import { openWith, refusalOf } from '../../../support/network/opening.ts';
import { startServer } from '../../../support/network/servers.ts';
import { scriptedServer } from '../../../support/engine/scriptedServer.ts';
import { selfSigned } from '../../../support/network/testCertificates.ts';
import { soon } from '../../../support/platform/soon.ts';
import { until } from '../../../support/until.ts';

const password = 'tell-nobody-this-password';
const target = testEndpoint(8883, { host: 'broker.example' });

/** What a proxy answers to CONNECT, and what is made of it. */
const answers: readonly (readonly [answer: string, says: RegExp])[] = [
  [
    'HTTP/1.1 403 Forbidden',
    /The proxy 127\.0\.0\.1:\d+ does not allow a connection to broker\.example:8883 \(HTTP 403 Forbidden\)\. Many proxies allow port 443 only/,
  ],
  ['HTTP/1.1 405 Method Not Allowed', /does not allow a connection/],
  ['HTTP/1.0 502 Bad Gateway', /does not reach broker\.example:8883 \(HTTP 502 Bad Gateway\)\. Check host and port of the server/],
  ['HTTP/1.1 504', /does not reach broker\.example:8883 \(HTTP 504\)\./],
  ['HTTP/1.1 404 Not Found', /refuses the connection to broker\.example:8883 \(HTTP 404 Not Found\)\. Check that it is a proxy/],
  ['HTTP/1.1 302 Found\r\nLocation: http://elsewhere.example/', /refuses the connection .*\(HTTP 302 Found\)/],
  [
    'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="x"',
    /wants a user and a password \(HTTP 407 .*\)\. Write the user into/,
  ],
  [
    'HTTP/1.1 407 No\r\nproxy-authenticate: Negotiate\r\nProxy-Authenticate: NTLM',
    /wants a login by Negotiate or NTLM, which is not possible here/,
  ],
  ['SSH-2.0-OpenSSH_9.2', /does not answer as an HTTP proxy does\. Check host and port of the proxy; a SOCKS proxy cannot be used/],
  [`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(20_000)}`, /The proxy cannot be used: .*the answer is too long/],
  [`HTTP/1.1 500 \u001b[31mred\u202e`, /\(HTTP 500 □\[31mred/],
];

void describe('a proxy', () => {
  for (const [answer, says] of answers) {
    void it(`that answers ${JSON.stringify(answer.slice(0, 60))}`, async (t) => {
      const proxy = await startServer(t, (socket) => socket.once('data', () => socket.write(`${answer}\r\n\r\n`)));
      const refusal = await refusalOf({ ...target, proxy: `http://127.0.0.1:${proxy.port}` });
      assert.match(refusalText(refusal), says);
      await until('the end of the socket', () => (proxy.sockets.size === 0 ? true : undefined));
    });
  }

  void it('that is not there, closes, or is unknown', async (t) => {
    const closes = await startServer(t, (socket) => socket.once('data', () => socket.destroy()));
    const cases: readonly (readonly [proxy: string, says: RegExp])[] = [
      [
        'http://127.0.0.1:1',
        /The proxy cannot be used: Nothing listens on 127\.0\.0\.1:1\..*Check the proxy of the profile, or use none\./,
      ],
      ['http://no-such-proxy.invalid:3128', /The proxy cannot be used: (The host no-such-proxy\.invalid is unknown|No name server)/],
      [`http://127.0.0.1:${closes.port}`, /The proxy cannot be used: 127\.0\.0\.1:\d+ broke the connection off/],
    ];
    for (const [proxy, says] of cases) assert.match(refusalText(await refusalOf({ ...target, proxy })), says);
  });

  void it('does not accept the password, which no message repeats', async (t) => {
    const proxy = await ConnectProxy.start(t, { user: 'jo', password: 'another' });
    const url = proxy.url.replace('//', '//jo@');
    const refusal = await refusalOf({ ...target, proxy: url }, { proxyPassword: password });
    assert.match(refusalText(refusal), /does not accept the user or the password \(HTTP 407/);
    const inUrl = await refusalOf({ ...target, proxy: proxy.url.replace('//', `//jo:${password}@`) });
    assert.match(inUrl.message, /does not accept the user or the password/);
    assert.doesNotMatch(everythingIn(refusal) + everythingIn(inUrl), new RegExp(password));
  });

  void it('gets a password only together with a user', async (t) => {
    const proxy = await ConnectProxy.start(t, { refuse: 403 });
    await refusalOf({ ...target, proxy: proxy.url }, { proxyPassword: password });
    await refusalOf({ ...target, proxy: proxy.url.replace('//', '//jo@') }, { proxyPassword: password });
    const login = `Basic ${Buffer.from(`jo:${password}`).toString('base64')}`;
    assert.deepEqual(
      proxy.requests.map((headers) => headers['proxy-authorization']),
      [undefined, login],
    );
  });

  void it('cannot be talked into another request by a host', async (t) => {
    const proxy = await ConnectProxy.start(t);
    const refusal = await refusalOf({ ...target, host: 'a.example:1 HTTP/1.1\r\nHost: b', proxy: proxy.url });
    assert.match(refusal.message, /^The host is unknown\. A host contains no control characters\.$/);
    assert.deepEqual(proxy.targets, []);
  });

  void it('with TLS has to prove who it is', async (t) => {
    const proxy = await ConnectProxy.start(t, { tls: selfSigned() });
    const refusal = await refusalOf({ ...target, tls: { verifyChain: false, verifyHost: false }, proxy: proxy.url });
    assert.match(refusal.message, /^The proxy cannot be used: The certificate of 127\.0\.0\.1:\d+ has signed itself\.$/);
    assert.deepEqual(proxy.targets, []);
  });

  void it('answers slowly, byte by byte, and nothing of what follows is lost', async (t) => {
    const port = await scriptedServer(t, () => undefined);
    const proxy = await startServer(t, (socket) => {
      socket.once('data', () => {
        // The CONNACK comes together with the end of the answer.
        for (const byte of Buffer.from('HTTP/1.1 200 OK\r\nVia: x\r\n\r')) socket.write(Buffer.from([byte]));
        socket.write(Buffer.from([0x0a, 0x20, 0x02, 0x00, 0x00]));
      });
    });
    const { stream } = await soon(
      'a stream',
      openWith({ ...target, port, proxy: `http://127.0.0.1:${proxy.port}` }, {}, new AbortController().signal),
    );
    assert.equal(await exchange(stream), 'CONNACK 0');
    stream.destroy();
  });
});

void describe('proxyAddress', () => {
  const cases: readonly (readonly [url: string, address: object | RegExp])[] = [
    ['http://proxy.example:3128', { host: 'proxy.example', port: 3128, secure: false }],
    ['http://proxy.example', { host: 'proxy.example', port: 80, secure: false }],
    ['https://proxy.example/', { host: 'proxy.example', port: 443, secure: true }],
    ['http://[::1]:8080', { host: '::1', port: 8080, secure: false }],
    ['http://a%40b:p%3Aw@proxy:1', { host: 'proxy', port: 1, secure: false, user: 'a@b', password: 'p:w' }],
    ['http://100%25:%zz@proxy', { host: 'proxy', port: 80, secure: false, user: '100%', password: '%zz' }],
    ['socks5://proxy:1080', /A proxy of the kind socks5:\/\/ cannot be used/],
    ['proxy:8080', /is no URL/],
    ['10.0.0.1:8080', /is no URL/],
    ['', /is no URL/],
    [`http://jo:${password}@`, /is no URL/],
  ];
  for (const [url, expected] of cases) {
    void it(url === '' ? 'nothing' : url.replace(password, '…'), () => {
      if (!(expected instanceof RegExp)) assert.deepEqual(proxyAddress(url), expected);
      else assert.throws(() => proxyAddress(url), expected);
    });
  }

  void it('keeps any user and password', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(text, text, (user, secret) => {
        const address = proxyAddress(`http://${encodeURIComponent(user)}:${encodeURIComponent(secret)}@proxy:1`);
        assert.deepEqual([address.user, address.password], [user, secret]);
      }),
    );
  });
});
