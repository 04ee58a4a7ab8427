import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { fixAll } from '../../../../src/lint/fixAll.ts';
import { defaultLintOptions } from '../../../../src/lint/options.ts';
import { lintProfiles } from '../../../../src/profiles/check/lintProfiles.ts';

const pump = { name: 'Pump', class: 'device', target: 'embedded', typeId: 'pump', deviceId: 'p-1' };
const secret = 'MP$08VKz!8rXwnR-Q*';

describe('the linter of shared connections', () => {
  const table: readonly (readonly [what: string, entries: readonly unknown[], expected: readonly string[]])[] = [
    ['nothing', [], []],
    ['what is right', [pump], []],
    ['no object', ['Pump'], ['profiles/value "Pump"']],
    ['several members that are missing', [{ name: 'Pump' }], ['profiles/value {', 'profiles/value {']],
    ['a class that there is not', [{ ...pump, class: 'robot' }], ['profiles/value "robot"']],
    ['a member of a wrong type, below others', [{ ...pump, tls: { verifyHost: 'no' } }], ['profiles/value "no"']],
    ['an unknown member below others', [{ ...pump, manage: { lifetimes: 0 } }], ['profiles/unknown-member "lifetimes"']],
    ['a subscription that the class may not make', [{ ...pump, subscriptions: [{ filter: 'x/#' }] }], ['profiles/connection "x/#"']],
    ['a name that stands twice', [pump, { ...pump, deviceId: 'p-2' }], ['profiles/duplicate-name "Pump"']],
    ['a secret, wherever it is', [{ ...pump, manage: { metadata: { wifi_password: secret } } }], [`profiles/secret "${secret}"`]],
    ['a secret in the list', [pump, { ...pump, name: 'Two', authToken: secret }], [`profiles/secret "${secret}"`]],
  ];
  for (const [what, entries, expected] of table) {
    it(`finds ${what}`, () => {
      const text = JSON.stringify({ profiles: entries });
      assert.deepEqual(found(text), expected);
    });
  }

  for (const [text, expected] of [
    ['', ['json/syntax ']],
    ['[]', ['profiles/value []']],
    ['{"profiles": {}}', ['profiles/value {']],
    ['{"profiles": [], "profile": []}', ['profiles/unknown-member "profile"']],
    ['{"profiles": [] /* none yet */, }', []],
    ['{"profiles": [}', ['json/syntax }']],
    ['{"profiles": [], "profiles": []}', ['json/duplicate "profiles"']],
  ] as const) {
    it(`finds ${expected.length === 0 ? 'nothing' : expected.join()} in ${JSON.stringify(text)}`, () =>
      assert.deepEqual(found(text), expected));
  }

  it('says that a file is too long, which is read by nobody', () => {
    const text = `{"profiles": []}${' '.repeat(1024 * 1024)}`;
    assert.match(lint(text)[0]?.message ?? '', /more than 1048576 characters and is not read/);
  });

  it('removes a secret with its comma, and leaves comments alone', () => {
    const text = `{"profiles": [{"name": "Pump", // the name
      "class": "device", "target": "embedded", "typeId": "pump", "deviceId": "p-1", "token": "${secret}" /* known */ }]}`;
    const fixed = fixAll(text, lint(text));
    assert.deepEqual(lint(fixed), []);
    assert.ok(!fixed.includes(secret) && fixed.includes('// the name') && fixed.includes('/* known */'));
  });

  it('takes the password out of a proxy, and leaves the proxy', () => {
    const text = JSON.stringify({
      profiles: [
        { ...pump, target: 'host', host: 'broker.example.com', org: 'abc123', transport: 'tls', proxy: `http://me:${secret}@proxy:3128` },
      ],
    });
    const problems = lint(text);
    assert.deepEqual([...new Set(problems.map(({ rule }) => rule))], ['profiles/secret']);
    assert.match(fixAll(text, problems), /"proxy":"http:\/\/me@proxy:3128"/);
  });

  it('never says a secret', () => {
    const name = fc.constantFrom('token', 'authToken', 'auth-token', 'password', 'passphrase', 'wifi_pass', 'proxy');
    const value = fc.constantFrom<unknown>(secret, [secret], { value: secret }, `http://me:${secret}@proxy`);
    fc.assert(
      fc.property(name, value, (member, held) =>
        lint(JSON.stringify({ profiles: [{ ...pump, [member]: held }] })).every(
          ({ message, fix }) => !message.includes(secret) && fix?.edits.every(({ text }) => !text.includes(secret)) !== false,
        ),
      ),
    );
  });

  it('never throws, and gives ranges within the text', () => {
    const entry = fc.dictionary(
      fc.constantFrom(...Object.keys(pump), 'tls', 'manage', 'will', 'subscriptions', 'port', 'token'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(entry, fc.jsonValue())), (entries) => {
        const text = JSON.stringify({ profiles: entries });
        return lint(text).every(({ range }) => range.start >= 0 && range.start <= range.end && range.end <= text.length);
      }),
    );
  });
});

function lint(text: string) {
  return lintProfiles(text, defaultLintOptions);
}

function found(text: string): readonly string[] {
  return lint(text).map(({ rule, range }) => `${rule} ${text.slice(range.start, range.end)}`);
}
