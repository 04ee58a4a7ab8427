import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { importEnvironment } from '../../../../src/profiles/import/importEnvironment.ts';
import type { ImportOptions } from '../../../../src/profiles/import/imported.ts';
import { importSdkYaml } from '../../../../src/profiles/import/importSdkYaml.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';

const token = 'Ab$76s)asj8_s5';
const options: ImportOptions = { newId: () => 'new' };

const device = `
identity:
  orgId: org1id
  typeId: raspberry-pi-3
  deviceId: 00ef08ac05
auth:
  token: ${token}
`;

describe('what cannot be imported', () => {
  const from = (text: string) => (): unknown => importSdkYaml(text, options);
  const cases: readonly (readonly [what: string, run: () => unknown, message: RegExp])[] = [
    ['no YAML', from('identity: [1'), /no YAML, line 1/],
    ['a key that stands twice', from('a: 1\na: 2'), /no YAML, line 2: duplicated mapping key/],
    ['an empty file', from(''), /no YAML/],
    ['a list', from('- a'), /holds no settings/],
    ['another file', from('name: x'), /neither identity\.deviceId .* nor auth\.key/],
    ['a tag that would run something', from('identity: !!js/function x'), /no YAML, line 1/],
    ['an object of Python', from('identity: !!python/object/apply:os.system [ls]'), /no YAML, line 1/],
    ['a missing type', from(device.replace(/ {2}typeId.*\n/, '')), /identity\.typeId is missing/],
    ['a type that is a list', from(device.replace('raspberry-pi-3', '[a]')), /identity\.typeId must be one value/],
    ['a port that is none', from(`${device}options: {mqtt: {port: high}}`), /options\.mqtt\.port must be a whole number/],
    ...['"true"', '1', 'maybe', '[true]'].map(
      (value) =>
        [`${value} for a switch`, from(`${device}options: {mqtt: {cleanStart: ${value}}}`), /cleanStart must be true or false/] as const,
    ),
    ['a key that is none', from('auth:\n  key: abc\n  token: x'), /auth\.key must be an API key/],
    ['too much', from(`a: ${'x'.repeat(1024 * 1024)}`), /more than 1048576 characters/],
    ['brackets without end', from('['.repeat(200_000)), /no YAML/],
    [
      'an environment without a type',
      () => importEnvironment({ WIOTP_IDENTITY_DEVICEID: 'd' }, options),
      /WIOTP_IDENTITY_ORGID is missing/,
    ],
    [
      'a keepalive that is none',
      () => importEnvironment({ WIOTP_AUTH_KEY: 'a-org1id-k', WIOTP_OPTIONS_MQTT_KEEPALIVE: 'x' }, options),
      /WIOTP_OPTIONS_MQTT_KEEPALIVE must/,
    ],
    [
      'members of the prototype',
      () => importEnvironment(Object.create({ WIOTP_AUTH_KEY: 'a-b-c' }) as Record<string, string>, options),
      /neither/,
    ],
  ];
  for (const [what, run, message] of cases) {
    it(what, () => assert.throws(run, (error) => isRefusal(error) && message.test(error.message) && error.advice !== ''));
  }

  it('never repeats a token', () => {
    const texts = [`auth: {token: "${token}\n`, `auth:\n  token: *${token}`, `${device}\n  bad: : :`, device.replace('org1id', '') + 'x'];
    for (const text of texts)
      assert.throws(from(text), (error) => isRefusal(error) && !`${error.stack}${JSON.stringify(error)}`.includes(token));
  });

  it('aliases that stand for very much take no time', () => {
    const names = 'abcdefghijklmnopqrst'.split('');
    const bomb = names
      .map(
        (name, at) =>
          `${name}: &${name} [${Array(10)
            .fill(at === 0 ? 'x' : `*${names[at - 1]}`)
            .join(', ')}]`,
      )
      .join('\n');
    assert.throws(from(`${bomb}\nidentity: {deviceId: *t}`), (error) => isRefusal(error));
    const merged = `base: &base {${Array.from({ length: 1000 }, (_, at) => `k${at}: 1`).join(', ')}}\nidentity:\n  <<: [${Array(20_000).fill('*base').join(', ')}]\n`;
    assert.throws(from(merged), (error) => isRefusal(error));
  });

  it('anything else is a refusal, too', () => {
    fc.assert(fc.property(fc.string(), (text) => assert.throws(from(text), (error) => isRefusal(error))));
  });
});
