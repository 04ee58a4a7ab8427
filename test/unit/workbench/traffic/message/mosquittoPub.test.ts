import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { mosquittoPub, type MosquittoTarget } from '../../../../../src/workbench/traffic/message/mosquittoPub.ts';

const target: MosquittoTarget = { host: '127.0.0.1', port: 1883, secure: false, userName: 'use-token-auth' };
const message = {
  topic: 'iot-2/evt/status/fmt/json',
  clientId: 'd:abc123:lamp:l-1',
  qos: 1,
  retain: false,
  payload: Buffer.from('{"t":1}'),
};
type Message = Parameters<typeof mosquittoPub>[0];

/** Stands for the program: tells its arguments and what it reads, each as base64 in a line. */
const spy = `mosquitto_pub() {
  for word in "$@"; do printf %s "$word" | base64 | tr -d '\\n'; echo; done
  case "$*" in *" -s") printf 'input '; base64 | tr -d '\\n';; esac
}
`;

/** What a shell hands to the program. */
function handedOver(given: Partial<Message>, to = target): { readonly words: readonly string[]; readonly input: Buffer | undefined } {
  const command = mosquittoPub({ ...message, ...given }, to);
  const env = { PATH: process.env['PATH'], WIOTP_AUTH_TOKEN: 'the token', WIOTP_HOST: 'the host', WIOTP_API_KEY: 'the key' };
  const lines = execFileSync('sh', { input: spy + command, env, maxBuffer: 10_000_000 })
    .toString()
    .trimEnd()
    .split('\n');
  const last = lines.at(-1) ?? '';
  const isInput = last.startsWith('input');
  const decode = (line: string): Buffer => Buffer.from(line, 'base64');
  return {
    words: (isInput ? lines.slice(0, -1) : lines).map((line) => decode(line).toString()),
    input: isInput ? decode(last.slice('input '.length)) : undefined,
  };
}

/** What follows an option. */
function valueOf(words: readonly string[], option: string): string | undefined {
  const at = words.indexOf(option);
  return at < 0 ? undefined : words[at + 1];
}

/** The payload that would be published. */
function published(payload: Uint8Array): Buffer {
  const { words, input } = handedOver({ payload });
  const text = valueOf(words, '-m');
  if (text !== undefined) return Buffer.from(text);
  return words.at(-1) === '-n' ? Buffer.alloc(0) : (input ?? assert.fail('there is no payload'));
}

test('a plain message is a plain command', () => {
  assert.equal(
    mosquittoPub(message, target),
    `mosquitto_pub -h 127.0.0.1 -p 1883 -i d:abc123:lamp:l-1 -u use-token-auth -P "$WIOTP_AUTH_TOKEN" -q 1 -t iot-2/evt/status/fmt/json -m '{"t":1}'\n`,
  );
});

const targets: readonly (readonly [what: string, to: MosquittoTarget, options: Readonly<Record<string, string | undefined>>])[] = [
  ['an unknown host', { secure: false, userName: 'u' }, { '-h': 'the host', '-p': '1883' }],
  ['TLS with an authority', { ...target, secure: true, caFile: "/my 'ca'.pem" }, { '--cafile': "/my 'ca'.pem" }],
  ['an application', { host: 'h', secure: true }, { '-u': 'the key', '-P': 'the token', '-p': '8883' }],
  ['Quickstart', { ...target, userName: null }, { '-u': undefined, '-P': undefined }],
];
for (const [what, to, options] of targets) {
  test(`${what} is named`, () => {
    const { words } = handedOver({}, to);
    for (const [option, value] of Object.entries(options)) assert.equal(valueOf(words, option), value, option);
  });
}

test('TLS without an authority uses those of the system, and a retained message is one', () => {
  const { words } = handedOver({ retain: true }, { ...target, secure: true });
  assert.ok(words.includes('--tls-use-os-certs') && words.includes('-r'));
});

const payloads: readonly (readonly [what: string, payload: string | Uint8Array])[] = [
  ['nothing', ''],
  ['quotes', `it's "$HOME" \`id\` $(id) \\ !x`],
  ['a dash', '-n'],
  ['lines', 'a\nb\n'],
  ['characters that a terminal obeys', 'a\u0003rm -rf ~\r\n\u001b[31m\t'],
  ['NUL', 'a\0b'],
  ['bytes', Uint8Array.of(0, 255, 10)],
  ['a byte order mark', '\ufeff{}'],
  ['131,072 bytes', `'${'x'.repeat(131_071)}`],
  ['131,072 bytes that are no text', new Uint8Array(131_072).fill(0xff)],
];
for (const [what, payload] of payloads) {
  test(`a shell hands over ${what} as it is`, () => assert.deepEqual(published(Buffer.from(payload)), Buffer.from(payload)));
}

test('no control character but the end of a line stands in a command', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), (topic, payload) => {
      assert.doesNotMatch(mosquittoPub({ ...message, topic, payload }, target), /[^\P{Cc}\n]/u);
    }),
  );
});

test('a shell hands over any payload, topic and client ID', () => {
  const name = fc
    .string({ unit: 'binary', minLength: 1 })
    .filter((text) => !text.includes('\0') && !text.endsWith('\n') && text.isWellFormed());
  fc.assert(
    fc.property(fc.uint8Array(), name, name, (payload, topic, clientId) => {
      const { words } = handedOver({ topic, clientId });
      assert.deepEqual([valueOf(words, '-t'), valueOf(words, '-i')], [topic, clientId]);
      assert.deepEqual(published(payload), Buffer.from(payload));
    }),
    { numRuns: 20 },
  );
});
