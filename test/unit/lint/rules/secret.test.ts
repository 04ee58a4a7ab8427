import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lintMessage } from '../../../../src/lint/lintMessage.ts';

const topic = 'iot-2/evt/status/fmt/json';

/** What is reported in a file: the texts of the places. */
function secretsIn(payload: unknown): readonly string[] {
  const text = JSON.stringify(payload);
  const problems = lintMessage({ topic, text, inFile: true });
  assert.ok(problems.every(({ rule, severity }) => rule === 'file/secret' && severity === 'warning'));
  return problems.map(({ range }) => JSON.parse(text.slice(range.start, range.end)) as string);
}

describe('file/secret', () => {
  const secret = 'Xy7-pQ2_mN8v';
  for (const name of [
    'authToken',
    'auth-token',
    'AUTH_TOKEN',
    'token',
    'password',
    'apiToken',
    'clientSecret',
    'wifiPassword',
    'wifi_pass',
    'wifiPass',
    'API_TOKEN',
  ]) {
    it(`finds the member ${name}`, () => assert.deepEqual(secretsIn({ a: [{ [name]: secret }] }), [secret]));
  }

  const credentials = [
    `use-token-auth:${secret}`,
    `-u "use-token-auth" -P ${secret}`,
    'a-abc123-x1y2z3a4b5:kQ9-wE7!rT5yU3',
    `'use-token-auth', '${secret}'`,
  ];
  for (const text of credentials) {
    it(`finds the credentials in ${text}`, () => assert.deepEqual(secretsIn({ note: text }).length, 1));
  }

  const harmless: readonly unknown[] = [
    { authToken: '${env:DEVICE_TOKEN}' },
    { authToken: '' },
    { token: '<your token>' },
    { token: '********' },
    { password: 'changeme' },
    { token: 42 },
    { compass: secret },
    { tokens: secret },
    { token: { kind: 'none' } },
    { userName: 'use-token-auth' },
    { note: 'The user name is use-token-auth: always.' },
    { apiKey: 'a-abc123-x1y2z3a4b5' },
    { note: 'use-token-auth:${env:DEVICE_TOKEN}' },
  ];
  for (const payload of harmless) it(`leaves ${JSON.stringify(payload)} alone`, () => assert.deepEqual(secretsIn(payload), []));

  it('looks into payloads that are not JSON', () => {
    const text = `host;use-token-auth:${secret}\r\n`;
    const [problem] = lintMessage({ topic: 'iot-2/evt/status/fmt/csv', text, inFile: true });
    assert.equal(problem?.rule, 'file/secret');
    assert.equal(text.slice(problem.range.start, problem.range.end), `use-token-auth:${secret}`);
  });

  it('is reported beside a member that the protocol does not know', () => {
    const text = `{"authToken":"${secret}","d":{"deviceInfo":{"password":"${secret}"}},"reqId":"r"}`;
    const found = lintMessage({ topic: 'iotdevice-1/mgmt/manage', text, inFile: true }).map(({ rule }) => rule);
    assert.equal(found.filter((rule) => rule === 'file/secret').length, 2);
    assert.equal(found.filter((rule) => rule === 'schema/unknown-member').length, 2);
  });

  it('says nothing about what crossed the wire', () => {
    assert.deepEqual(lintMessage({ topic, text: JSON.stringify({ token: secret }) }), []);
  });

  it('never says the secret, and says what to do', () => {
    const [problem] = lintMessage({ topic, text: JSON.stringify({ token: secret }), inFile: true });
    assert.match(problem?.message ?? '', /\$\{env:NAME\}/);
    assert.doesNotMatch(problem?.message ?? '', /Xy7/);
  });

  it('ends on payloads that are deep or wide', () => {
    const deep = `${'['.repeat(10_000)}{"token":"abcdefgh"}${']'.repeat(10_000)}`;
    assert.deepEqual(lintMessage({ topic, text: deep, inFile: true }), []);
    const wide = JSON.stringify(Array.from({ length: 60_000 }, () => 1));
    assert.deepEqual(lintMessage({ topic, text: wide, inFile: true }), []);
  });
});
