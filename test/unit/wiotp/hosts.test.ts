import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import {
  checkHost,
  checkHostOrg,
  classicHost,
  customHost,
  masHost,
  parseHost,
  quickstartHost,
  type HostReading,
} from '../../../src/wiotp/hosts.ts';
import { checkOrgAt } from '../../../src/wiotp/organisation.ts';
import { checkPort, ports } from '../../../src/wiotp/ports.ts';
import { anyText } from './anyText.ts';

const domain = 'mas.example.com';

describe('parseHost', () => {
  const cases: readonly (readonly [host: string, reading: HostReading])[] = [
    [classicHost('abc123'), { use: 'messaging', home: 'classic', org: 'abc123', domain: 'internetofthings.ibmcloud.com' }],
    [quickstartHost, { use: 'messaging', home: 'quickstart', org: 'quickstart', domain: 'internetofthings.ibmcloud.com' }],
    [masHost('masdev', domain), { use: 'messaging', home: 'mas', org: 'masdev', domain: `iot.${domain}` }],
    [customHost('abc123', 'example.com'), { use: 'messaging', home: 'custom', org: 'abc123', domain: 'example.com' }],
    ['us.messaging.internetofthings.ibmcloud.com', { use: 'regional', region: 'us' }],
    ['abc123.internetofthings.ibmcloud.com', { use: 'rest', org: 'abc123' }],
    [
      'ABC123.Messaging.InternetOfThings.ibmcloud.com.',
      { use: 'messaging', home: 'classic', org: 'abc123', domain: 'internetofthings.ibmcloud.com' },
    ],
    ['localhost', { use: 'other' }],
    ['192.0.2.1', { use: 'other' }],
    ['messaging.example.com', { use: 'other' }],
    ['messaging.internetofthings.ibmcloud.com', { use: 'incomplete' }],
    ['messaging.iot.mas.example.com', { use: 'incomplete' }],
    ['abc123.messaging', { use: 'other' }],
    ['mqtts://abc123.messaging.iot.mas.example.com', { use: 'other' }],
    ['', { use: 'other' }],
  ];
  for (const [host, reading] of cases) it(host, () => assert.deepEqual(parseHost(host), reading));

  it('reads the organisation out of what the builders write', () => {
    const org = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{2,11}$/);
    fc.assert(
      fc.property(org, (org) => {
        for (const host of [classicHost(org), masHost(org, domain), customHost(org, domain)]) {
          const reading = parseHost(host);
          assert.equal(reading.use === 'messaging' ? reading.org : undefined, org, host);
        }
      }),
    );
  });
});

describe('checkHost', () => {
  const wrong: readonly (readonly [host: string, reason: RegExp])[] = [
    ['', /is empty/],
    [' a.example.com', /begins or ends with a space/],
    ['mqtts://a.example.com', /no protocol before it/],
    ['user@a.example.com', /no user name before it/],
    ['a..b', /is empty/],
    ['.a', /is empty/],
    ['a.example.com:', /port is no part/],
    ['[::1]:1883', /port is no part/],
    ['a\u0000b', /no control characters/],
    ['b\u00fccher.example.com', /consists of letters/],
    ['[a]', /consists of letters|no part/],
    [`${'a'.repeat(64)}.example.com`, /at most 63/],
    [`${'a.'.repeat(127)}com`, /at most 253/],
    ['messaging.internetofthings.ibmcloud.com', /organisation is missing before "messaging": org\.messaging/],
    ['messaging.iot.mas.example.com', /organisation is missing/],
    ['a.example.com/mqtt', /no path/],
    ['a.example.com:8883', /port is no part/],
    ['a b', /no spaces/],
    ['abc123.internetofthings.ibmcloud.com', /for REST and the dashboard; MQTT went to abc123\.messaging/],
    [classicHost('abc123'), /ended in December 2023.*org\.messaging\.iot\.domain/],
    [quickstartHost, /ended in December 2023/],
    ['us.messaging.internetofthings.ibmcloud.com', /ended in December 2023/],
  ];
  for (const [host, reason] of wrong)
    it(`says what is wrong with ${JSON.stringify(host)}`, () => assert.match(checkHost(host) ?? '', reason));

  for (const host of [
    'localhost',
    '127.0.0.1',
    '::1',
    '[::1]',
    'fe80::1',
    'fe80::1%eth0',
    '::ffff:192.0.2.1',
    'a_b.example.com.',
    masHost('masdev', domain),
    customHost('abc123', domain),
  ]) {
    it(`takes ${host}`, () => assert.equal(checkHost(host), undefined));
  }

  it('takes or refuses any text', () => {
    fc.assert(fc.property(anyText, (host) => assert.match(checkHost(host) ?? 'Fine.', /\.$/)));
  });
});

describe('checkHostOrg', () => {
  it('minds hosts of another organisation', () => {
    assert.match(checkHostOrg(masHost('masdev', domain), 'masprod') ?? '', /masdev.*masprod.*CONNACK 5/);
    assert.equal(checkHostOrg(masHost('masdev', domain), 'MasDev'), undefined);
    assert.equal(checkHostOrg('localhost', 'abc123'), undefined);
  });
});

describe('an organisation', () => {
  it('lives where its ID allows', () => {
    const homesOf = (org: string): readonly string[] =>
      (['classic', 'quickstart', 'mas'] as const).filter((home) => checkOrgAt(home, org) === undefined);
    assert.deepEqual(homesOf('abc123'), ['classic', 'mas']);
    assert.deepEqual(homesOf('bcaxk'), ['classic', 'mas']);
    assert.deepEqual(homesOf('mas_workspace-1'), ['mas']);
    assert.deepEqual(homesOf('quickstart'), ['quickstart']);
    assert.deepEqual(homesOf(''), []);
  });

  it('is refused elsewhere with the reason', () => {
    assert.equal(checkOrgAt('classic', 'abc123'), undefined);
    assert.equal(checkOrgAt('mas', 'masdev_1'), undefined);
    assert.match(checkOrgAt('classic', 'masdev_1') ?? '', /6 small letters and digits/);
    assert.match(checkOrgAt('quickstart', 'abc123') ?? '', /one organisation only/);
    assert.match(checkOrgAt('mas', 'quickstart') ?? '', /workspace ID/);
    assert.match(checkOrgAt('mas', '') ?? '', /is empty/);
  });
});

describe('ports', () => {
  it('are open with or without TLS as each platform has it', () => {
    const open = Object.entries(ports).map(
      ([home, list]) => `${home} ${list.map(({ port, tls }) => `${port}${tls ? ' TLS' : ''}`).join(', ')}`,
    );
    assert.deepEqual(open, ['classic 8883 TLS, 443 TLS, 1883, 80', 'quickstart 1883, 80', 'mas 443 TLS']);
  });

  it('are refused with those that are open', () => {
    assert.equal(checkPort('classic', 8883), undefined);
    assert.match(checkPort('mas', 8883) ?? '', /only 443 is open/);
    assert.match(checkPort('quickstart', 8883) ?? '', /open are 1883, 80/);
  });
});
