import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import { createSecureContext, type TlsOptions } from 'node:tls';
import { neededAuthority } from '../../../../src/engine/doctor/neededAuthority.ts';
import type { EndpointTls } from '../../../../src/profiles/sessionSettings.ts';
import { testEndpoint } from '../../../support/engine/testSettings.ts';
import { diagnose, results, stepOf, told } from '../../../support/network/doctorBench.ts';
import { startMosquitto, withoutMosquitto } from '../../../support/network/mosquitto.ts';
import { caFileOf, fileWith } from '../../../support/network/opening.ts';
import { startTlsServer } from '../../../support/network/servers.ts';
import { selfSigned, sharedAuthority, TestAuthority, type IssuedCertificate } from '../../../support/network/testCertificates.ts';

const day = 86_400_000;
const authority = sharedAuthority();
const [, authorityName = ''] = /CN=(.+)/.exec(new X509Certificate(authority.certificate).subject) ?? [];
const between = new TestAuthority('Company CA', authority);
const good = authority.issue();
const strict = { verifyChain: true, verifyHost: true };

interface Case {
  readonly name: string;
  readonly server?: IssuedCertificate;
  readonly options?: TlsOptions;
  readonly tls?: Partial<EndpointTls>;
  readonly host?: string;
  readonly unknown?: true;
  readonly result: 'passed' | 'warning' | 'failed';
  readonly tells: readonly (string | RegExp)[];
}

const cases: readonly Case[] = [
  {
    name: 'what a good server shows',
    server: { ...good, certificate: good.chain },
    host: 'localhost',
    result: 'passed',
    tells: [
      'Subject: CN=localhost',
      'Names: localhost, 127.0.0.1',
      `Issuer: CN=${authorityName}`,
      /Valid from: \w+/,
      /Valid to: \w+/,
      /Protocol: TLSv1\.3, TLS_/,
      `Chain: CN=localhost ← CN=${authorityName}`,
      'Server name (SNI): localhost; not needed',
    ],
  },
  {
    name: 'an expired certificate, and when it expired',
    server: authority.issue({ validFrom: new Date(Date.now() - 3 * day), validTo: new Date(Date.now() - 2 * day) }),
    result: 'failed',
    tells: ['has expired', /Valid to: \w+/, 'Have the server’s certificate renewed'],
  },
  {
    name: 'a certificate that expires soon',
    server: authority.issue({ validTo: new Date(Date.now() + 10.5 * day) }),
    result: 'warning',
    tells: ['The certificate expires in 10 days.', 'Have it renewed in time.'],
  },
  {
    name: 'a wrong host',
    server: authority.issue({ names: ['broker.example'] }),
    result: 'failed',
    tells: ['is not for 127.0.0.1, but for broker.example.', 'Names: broker.example'],
  },
  {
    name: 'an authority that this computer does not know',
    unknown: true,
    result: 'failed',
    tells: [`Authority needed: CN=${authorityName}`, 'This computer does not know it.', `Chain: CN=localhost ← (CN=${authorityName})`],
  },
  {
    name: 'a certificate between that the server leaves out',
    server: between.issue(),
    result: 'failed',
    tells: ['Authority needed: CN=Company CA', 'The CA file does not hold it.', 'have the server send its certificate'],
  },
  {
    name: 'a certificate that stands for itself',
    server: selfSigned(),
    unknown: true,
    result: 'failed',
    tells: ['has signed itself', 'if its fingerprint is the right one', /Fingerprint \(SHA-256\): [0-9A-F:]{95}/],
  },
  {
    name: 'switches that are off, and what they hide',
    server: authority.issue({ names: ['broker.example'] }),
    tls: { verifyChain: false, verifyHost: false },
    unknown: true,
    result: 'warning',
    tells: [
      'The chain is not checked and would not hold',
      'The host name is not checked and does not fit 127.0.0.1.',
      'Switch the checks on',
    ],
  },
  {
    name: 'switches that are off for nothing',
    tls: { verifyChain: false, verifyHost: false },
    result: 'warning',
    tells: ['The chain is not checked; it would hold.', 'The host name is not checked; it would fit.'],
  },
  {
    name: 'a server name that decides what is shown',
    host: 'localhost',
    options: {
      SNICallback: (_, done) => done(null, createSecureContext({ cert: good.certificate, key: good.key })),
      cert: between.issue({ names: ['default.example'], commonName: 'default.example' }).certificate,
    },
    result: 'passed',
    tells: ['Server name (SNI): localhost; needed: without it the server shows CN=default.example'],
  },
];

void describe('the doctor on TLS tells', () => {
  for (const { name, server = good, options = {}, tls = {}, host = '127.0.0.1', unknown, result, tells } of cases) {
    void it(name, async (t) => {
      const shown = options.cert === undefined ? server : between.issue({ names: ['default.example'], commonName: 'default.example' });
      const started = await startTlsServer(t, { ...options, cert: shown.certificate, key: shown.key });
      const trust = unknown === true ? {} : { caFile: caFileOf(t) };
      const endpoint = testEndpoint(started.port, { transport: 'tls', host, tls: { ...strict, ...trust, ...tls } });
      const report = await diagnose(endpoint, {}, { reach: 'network' });
      assert.equal(stepOf(report, 'tls').result, result, told(report, 'tls'));
      for (const part of tells) assert.match(told(report, 'tls'), part instanceof RegExp ? part : new RegExp(literally(part)));
      assert.equal(report.healthy, result !== 'failed');
      assert.equal(report.address, `mqtts://${host}:${started.port}`);
    });
  }

  void it('a client certificate that is missing, and one that ends soon', { skip: withoutMosquitto }, async (t) => {
    const broker = (await startMosquitto(t, { requireClientCertificate: true })) ?? assert.fail('mosquitto is missing');
    const tls = { ...strict, caFile: caFileOf(t) };
    const without = await diagnose(testEndpoint(broker.tlsPort, { transport: 'tls', tls }));
    assert.deepEqual(results(without), ['files passed', 'tcp passed', 'tls failed']);
    assert.match(told(without, 'tls'), /asks for a client certificate, and none was shown\.\nName the client certificate and its key/);
    assert.match(told(without, 'connect'), /^Not possible before the step "tls" succeeds\./);
    const own = authority.issue({ client: true, commonName: 'own', validTo: new Date(Date.now() + day / 2) });
    const client = { certificateFile: fileWith(t, 'own.pem', own.certificate), keyFile: fileWith(t, 'own.key', own.key) };
    const shown = await diagnose(testEndpoint(broker.tlsPort, { transport: 'tls', tls: { ...tls, ...client } }));
    assert.deepEqual(results(shown), ['files warning', 'tcp passed', 'tls passed', 'connect passed', 'subscribe passed']);
    assert.match(told(shown, 'files'), /The client certificate expires today\.\nHave it renewed in time\./);
  });

  void it('what is odd about the files', async (t) => {
    const endpoint = (caFile: string) => testEndpoint(1, { transport: 'tls', tls: { ...strict, caFile } });
    const leaf = await diagnose(endpoint(caFileOf(t, good.certificate)), {}, { reach: 'network' });
    assert.match(told(leaf, 'files'), /No certificate in the CA file is that of an authority\./);
    const missing = await diagnose(endpoint('/no/such/file.pem'));
    assert.deepEqual(results(missing), ['files failed', 'tcp failed'], 'what else is wrong is found as well');
    assert.match(told(missing, 'files'), /The CA file, \/no\/such\/file\.pem, does not exist\./);
    const many = await diagnose(endpoint(caFileOf(t, authority.certificate.repeat(7))), {}, { reach: 'network' });
    assert.match(told(many, 'files'), /the CA file with 7 certificates\.[^]*More authorities: 2/);
  });
});

void describe('neededAuthority', () => {
  void it('sends somebody whose computer knows the authority there', () => {
    const chain = [new X509Certificate(good.certificate)];
    const other = new TestAuthority('other').certificate;
    assert.equal(neededAuthority(chain, [other, authority.certificate], undefined), undefined);
    assert.match(neededAuthority(chain, [other], [authority.certificate])?.advice ?? '', /leave the CA file out/);
    assert.match(neededAuthority(chain, [other], [other])?.advice ?? '', /The CA file does not hold it/);
    assert.equal(neededAuthority([], [other], undefined), undefined);
  });

  void it('is not taken in by a namesake', () => {
    const chain = [new X509Certificate(good.certificate)];
    assert.notEqual(neededAuthority(chain, [new TestAuthority(authorityName).certificate], undefined), undefined);
  });
});

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
