import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSecureContext, type TlsOptions } from 'node:tls';
import { tlsRefusal } from '../../../../src/engine/network/tlsRefusal.ts';
import { tlsFaults } from '../../../../src/engine/network/tlsFaults.ts';
import type { EndpointTls } from '../../../../src/profiles/sessionSettings.ts';
import { refusalText } from '../../../../src/wiotp/refusal.ts';
import { testEndpoint } from '../../../support/engine/testSettings.ts';
import { caFileOf, openWith, refusalOf } from '../../../support/network/opening.ts';
import { startServer, startTlsServer } from '../../../support/network/servers.ts';
import { selfSigned, sharedAuthority, TestAuthority, type IssuedCertificate } from '../../../support/network/testCertificates.ts';
import { soon } from '../../../support/platform/soon.ts';

const day = 86_400_000;
const authority = sharedAuthority();
const between = new TestAuthority('between', authority);
const good = authority.issue();
const strict = { verifyChain: true, verifyHost: true };

interface Case {
  readonly name: string;
  /** What the server shows, and how; a good certificate unless told. */
  readonly server?: IssuedCertificate;
  readonly options?: TlsOptions;
  readonly tls?: Partial<EndpointTls>;
  readonly host?: string;
  /** Without the CA file of the authority. */
  readonly unknown?: true;
  readonly says: RegExp;
}

const cases: readonly Case[] = [
  {
    name: 'a certificate that has expired',
    server: authority.issue({ validFrom: new Date(Date.now() - 2 * day), validTo: new Date(Date.now() - day) }),
    says: /The certificate of 127\.0\.0\.1:\d+, or one above it, has expired\. Have the server’s certificate renewed/,
  },
  {
    name: 'a certificate that is not valid yet',
    server: authority.issue({ validFrom: new Date(Date.now() + day) }),
    says: /is not valid yet\. Check the clock/,
  },
  {
    name: 'a certificate for another host',
    server: authority.issue({ names: ['broker.example', '*.messaging.example'] }),
    says: /is not for 127\.0\.0\.1, but for broker\.example, \*\.messaging\.example\. Connect by one of the names/,
  },
  {
    name: 'a certificate for another server name',
    tls: { serverName: 'abc123.messaging.example' },
    says: /is not for abc123\.messaging\.example, but for localhost, 127\.0\.0\.1\./,
  },
  {
    name: 'a certificate for another host whose chain is not checked',
    server: authority.issue({ names: ['broker.example'] }),
    tls: { verifyChain: false },
    unknown: true,
    says: /is not for 127\.0\.0\.1, but for broker\.example\./,
  },
  { name: 'a certificate that signed itself', server: selfSigned(), unknown: true, says: /has signed itself\. If it is the right one/ },
  {
    name: 'an authority that nobody knows',
    unknown: true,
    says: /(is not known here|is not trusted here)\. (Name|Get) the certificate of/,
  },
  {
    name: 'an authority that nobody knows and that the server shows',
    server: { ...good, certificate: good.chain },
    unknown: true,
    says: /was signed by an authority that is not trusted here\. Get the certificate of that authority/,
  },
  {
    name: 'a chain with a hole',
    server: between.issue(),
    says: /The authority that signed the certificate of .* is not known here\..*have it send its whole chain/,
  },
  {
    name: 'a server that wants a client certificate, by TLS 1.2',
    options: { requestCert: true, ca: authority.certificate, maxVersion: 'TLSv1.2' },
    says: /broke the TLS handshake off\. If the server asks for a client certificate, name it/,
  },
  {
    name: 'a server with TLS 1.1',
    options: { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
    says: /speaks only versions of TLS that are too old/,
  },
];

void describe('openStream with TLS', () => {
  for (const { name, server = good, options = {}, tls = {}, host = '127.0.0.1', unknown, says } of cases) {
    void it(`refuses ${name}`, async (t) => {
      const started = await startTlsServer(t, { cert: server.certificate, key: server.key, ...options });
      const trust = unknown === true ? {} : { caFile: caFileOf(t) };
      const refusal = await refusalOf(testEndpoint(started.port, { transport: 'tls', host, tls: { ...strict, ...trust, ...tls } }));
      assert.match(refusalText(refusal), says);
      await gone(started);
    });
  }

  void it('says that a port answers without TLS, or closes', async (t) => {
    const speaks = await startServer(t, (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const endpoint = testEndpoint(speaks.port, { transport: 'tls' });
    assert.match(refusalText(await refusalOf(endpoint)), /answers, but not with TLS\. Choose the port for TLS/);
    const closes = await startServer(t, (socket) => socket.once('data', () => socket.destroy()));
    assert.match(
      refusalText(await refusalOf({ ...endpoint, port: closes.port })),
      /closed the connection in the middle of the TLS handshake/,
    );
  });

  void it('accepts what the switches let pass, and asks for the server name', async (t) => {
    const asked: string[] = [];
    const foreign = new TestAuthority('foreign').issue({ names: ['broker.example'] });
    const SNICallback: TlsOptions['SNICallback'] = (name, done) => {
      asked.push(name);
      done(null, createSecureContext({ cert: foreign.certificate, key: foreign.key }));
    };
    const { port } = await startTlsServer(t, { cert: foreign.certificate, key: foreign.key, SNICallback });
    const accepted: readonly EndpointTls[] = [
      { verifyChain: false, verifyHost: false },
      { verifyChain: false, verifyHost: true, serverName: 'broker.example' },
      { verifyChain: false, verifyHost: true, serverName: 'broker.example.' },
    ];
    for (const tls of accepted) await opens(testEndpoint(port, { transport: 'tls', tls }));
    assert.deepEqual(asked, ['broker.example', 'broker.example']);
    const chainOnly = testEndpoint(port, { transport: 'tls', tls: { verifyChain: true, verifyHost: false } });
    assert.match((await refusalOf(chainOnly)).message, /is not (known|trusted) here/);
  });

  void it('lets a wrong name pass with the chain still checked', async (t) => {
    const server = authority.issue({ names: ['broker.example'] });
    const { port } = await startTlsServer(t, { cert: server.certificate, key: server.key });
    await opens(testEndpoint(port, { transport: 'tls', tls: { caFile: caFileOf(t), verifyChain: true, verifyHost: false } }));
  });

  void it('trusts the endpoint’s own authority besides, with and without a CA file', async (t) => {
    const { port } = await startTlsServer(t, { cert: good.certificate, key: good.key });
    const ca = authority.certificate;
    await opens(testEndpoint(port, { transport: 'tls', tls: { ...strict, ca } }));
    const caFile = caFileOf(t, new TestAuthority('unrelated').certificate);
    await opens(testEndpoint(port, { transport: 'tls', tls: { ...strict, ca, caFile } }));
    assert.match(
      (await refusalOf(testEndpoint(port, { transport: 'tls', tls: { ...strict, caFile } }))).message,
      /is not (known|trusted) here/,
    );
  });

  void it('has a row for what no server of a test can be made to do', () => {
    const endpoint = testEndpoint(8883, { transport: 'tls', host: 'broker.example' });
    const alerts: readonly (readonly [code: string, says: RegExp])[] = [
      ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', /asks for a client certificate, and none was shown/],
      ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', /refuses the client certificate: it has expired/],
      ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED', /refuses the client certificate: it was revoked/],
      ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', /refuses the client certificate\./],
      ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', /knows no server named broker\.example/],
      ['CERT_REVOKED', /was revoked/],
      ['ERR_SSL_DH_KEY_TOO_SMALL', /too weak/],
      ['INVALID_PURPOSE', /is not one that a server may show/],
      ['ERR_SSL_SOMETHING_NEW', /TLS with broker\.example:8883 failed: new\. Let the doctor/],
    ];
    for (const [code, says] of alerts) {
      assert.match(refusalText(tlsRefusal(endpoint, Object.assign(new Error('new'), { code }), (text) => text)), says);
    }
    for (const { rule, advice } of tlsFaults) assert.ok(!rule.endsWith('.') && advice.endsWith('.'));
  });
});

async function opens(endpoint: ReturnType<typeof testEndpoint>): Promise<void> {
  const { stream } = await soon('a stream', openWith(endpoint, {}, new AbortController().signal));
  stream.destroy();
}

async function gone({ sockets }: { readonly sockets: ReadonlySet<{ once: (event: 'close', run: () => void) => unknown }> }): Promise<void> {
  const closing = [...sockets].map((socket) => new Promise<void>((resolve) => socket.once('close', resolve)));
  await soon('the end of all sockets', Promise.all(closing));
}
