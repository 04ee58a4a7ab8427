import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { networkRefusal, timedOut } from '../../../../src/engine/network/networkRefusal.ts';
import { refusalText } from '../../../../src/wiotp/refusal.ts';
import { testEndpoint } from '../../../support/engine/testSettings.ts';
import { refusalOf } from '../../../support/network/opening.ts';

const cases: readonly (readonly [code: string, host: string, says: RegExp])[] = [
  ['ENOTFOUND', 'no-such.example', /^The host no-such\.example is unknown\. Check the spelling/],
  [
    'ENOTFOUND',
    'abc123.messaging.localhost',
    /^The host .* is unknown\. This computer does not know names below localhost; add the line "127\.0\.0\.1 abc123\.messaging\.localhost" to its hosts file/,
  ],
  [
    'ENOTFOUND',
    'abc123.messaging.internetofthings.ibmcloud.com',
    /^The host is unknown\. abc123\..* belonged to IBM’s classic service, which ended in December 2023/,
  ],
  ['EAI_AGAIN', 'broker.example', /^No name server could be asked for the host broker\.example\..*where only a proxy leads out, set it/],
  ['EAI_AGAIN', 'quickstart.messaging.internetofthings.ibmcloud.com', /belonged to IBM’s classic service/],
  ['ECONNREFUSED', '::1', /^Nothing listens on \[::1\]:1883\. Start the platform there/],
  ['EHOSTUNREACH', 'broker.example', /^broker\.example:1883 cannot be reached\. .*VPN/],
  ['ENETUNREACH', 'broker.example', /cannot be reached/],
  ['EADDRNOTAVAIL', 'broker.example', /has no address from which/],
  ['ETIMEDOUT', 'broker.example', /^broker\.example:1883 did not answer: no connection in time\..*firewall/],
  ['ECONNRESET', 'broker.example', /broke the connection off\..*whether the port wants TLS/],
  ['EACCES', 'broker.example', /does not allow a connection .*firewall of this computer/],
  ['EWHATEVER', 'broker.example', /^The connection to broker\.example:1883 failed: it broke\. Check the network/],
];

void describe('networkRefusal', () => {
  for (const [code, host, says] of cases) {
    void it(`${code} for ${host}`, () => {
      const cause = Object.assign(new Error('it broke.'), { code });
      const refusal = networkRefusal({ host, port: 1883 }, cause);
      assert.match(refusalText(refusal), says);
      assert.equal(refusal.cause, cause);
    });
  }

  void it('takes the first address where several were tried, and names all where none is known', () => {
    const target = { host: 'broker.example', port: 1883 };
    const refused = new AggregateError([Object.assign(new Error('a'), { code: 'ECONNREFUSED' }), new Error('b')]);
    assert.match(networkRefusal(target, refused).message, /^Nothing listens/);
    assert.match(networkRefusal(target, new AggregateError([new Error('a'), new Error('b')])).message, /failed: a; b\.$/);
  });

  void it('says how long it waited for what', () => {
    assert.match(timedOut({ host: '[::1]', port: 1883 }, 'CONNACK', 15).message, /^\[::1\]:1883 did not answer: no CONNACK within 15 s\.$/);
  });

  void it('is what a connection that cannot be made ends with', async () => {
    assert.match((await refusalOf(testEndpoint(1))).message, /^Nothing listens on 127\.0\.0\.1:1\.$/);
    assert.match((await refusalOf(testEndpoint(1, { host: 'localhost' }))).message, /^Nothing listens on localhost:1\.$/);
    assert.match((await refusalOf(testEndpoint(1, { host: '[::1]' }))).message, /\[::1\]:1/);
    assert.match((await refusalOf(testEndpoint(70_000))).message, /^70000 is no port\.$/);
    assert.match((await refusalOf(testEndpoint(1, { host: 'no-such-host.invalid' }))).message, /no-such-host\.invalid/);
  });
});
