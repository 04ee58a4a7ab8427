import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { codeLanguages, copyAs, copyBytesAsC, type CodeLanguage } from '../../../../src/assist/copyAs/copyAs.ts';
import { publishPacketBytes, pubSubClientBuffer } from '../../../../src/wiotp/packetSize.ts';
import { decodeC, decodePython } from './decode.ts';

const topic = 'iotdevice-1/mgmt/manage';
const nasty = [
  '',
  '"',
  "'",
  '\\',
  '\\n',
  '"""',
  ')"',
  ')json"',
  ')json")json1")json2"',
  '??/',
  '???',
  '%s%n',
  '\0',
  '\u00001',
  '\u00011',
  '\u007f',
  '\u0080',
  'é1',
  '21 °C',
  '\u{1f600}',
  '\ud800',
  '\udc00x',
  '\r\n',
  '\u2028',
  '*/',
  '//',
  '\\u0041',
  'R"(',
];

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...nasty)).map((parts) => parts.join('')),
  fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
);

describe('copyBytesAsC', () => {
  it('writes a literal that is the bytes of the payload, and says how many they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const code = copyBytesAsC({ topic, bytes, qos: 1 });
        assert.deepEqual(Buffer.from(decodeC(code, 'payload')), Buffer.from(bytes));
        assert.match(code, new RegExp(`exactly ${publishPacketBytes(topic, bytes.length, 1)} bytes at QoS 1`));
      }),
    );
  });
});

describe('copyAs', () => {
  it('writes literals that are the bytes of the topic and the payload', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.constantFrom(...codeLanguages), (text, anyTopic, language) => {
        const code = copyAs(language, { topic: anyTopic, text });
        assert.deepEqual(bytesIn(code, language, 'payload'), sent(text));
        assert.deepEqual(bytesIn(code, language, 'topic'), Buffer.from(anyTopic.toWellFormed()));
      }),
      { numRuns: 500 },
    );
  });

  for (const language of codeLanguages) {
    describe(language, () => {
      it('sends JSON without white space between its parts, and numbers and texts as they are', () => {
        const code = copyAs(language, { topic, text: '{\r\n\t"a b": [1.0, 1e400, 12345678901234567890],\n "a b" : " \\" " }\n' });
        assert.equal(String(Buffer.from(bytesIn(code, language, 'payload'))), '{"a b":[1.0,1e400,12345678901234567890],"a b":" \\" "}');
        assert.match(code, /JSON without white space/);
      });

      it('sends everything else as it is', () => {
        const code = copyAs(language, { topic, text: ' 21.4 C \n' });
        assert.equal(String(Buffer.from(bytesIn(code, language, 'payload'))), ' 21.4 C \n');
        assert.doesNotMatch(code, /JSON without white space/);
      });

      it('tells the size of the packet and the buffer that a small client needs', () => {
        const text = '{"d":{"text":"°"},"reqId":"r"}';
        const size = Buffer.byteLength(text);
        const code = copyAs(language, { topic, text });
        assert.match(code, new RegExp(`exactly ${publishPacketBytes(topic, size)} bytes at QoS 0\\b`));
        assert.match(code, new RegExp(`needs ${pubSubClientBuffer(topic, size)} bytes`));
      });

      it('never sets the retained flag', () => {
        assert.match(copyAs(language, { topic, text: '{}' }), /retain=False|, false\)|, 0, NULL\)/);
      });

      it('writes lines of bearable length, whatever the payload', () => {
        for (const text of ['x'.repeat(131_072), '"'.repeat(131_072), '\u{1f600}'.repeat(32_768), `"${')json"'.repeat(20_000)}"`]) {
          const code = copyAs(language, { topic, text });
          assert.ok(Math.max(...code.split('\n').map(({ length }) => length)) < 140);
          assert.deepEqual(bytesIn(code, language, 'payload'), sent(text));
        }
      });

      it('takes JSON of any depth', () => {
        const text = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
        assert.deepEqual(bytesIn(copyAs(language, { topic, text }), language, 'payload'), sent(text));
      });
    });
  }

  it('uses the quality of service that was asked for, as far as the client goes', () => {
    const used = codeLanguages.map((language) => /at QoS (\d)/.exec(copyAs(language, { topic, text: '{}', qos: 2 }))?.[1]);
    assert.deepEqual(used, ['2', '0', '1', '2']);
  });

  it('sets the buffer of PubSubClient, and does without where no buffer is large enough', () => {
    assert.match(copyAs('cpp', { topic, text: '{}' }), /setBufferSize\(32\)/);
    const large = copyAs('cpp', { topic, text: 'x'.repeat(70_000) });
    assert.match(large, /setBufferSize\(30\)/);
    assert.match(large, /beginPublish\(topic, sizeof\(payload\) - 1, false\)/);
  });
});

function bytesIn(code: string, language: CodeLanguage, part: 'topic' | 'payload'): Uint8Array {
  const bytes = language === 'c' || language === 'cpp' ? decodeC(code, part) : decodePython(code, part.toUpperCase());
  return Buffer.from(bytes);
}

/** What goes over the wire. */
function sent(text: string): Uint8Array {
  let isJson = true;
  try {
    JSON.parse(text);
  } catch {
    isJson = false;
  }
  const inStringOrSpace = /"(?:[^"\\]|\\.)*"|[ \t\r\n]+/g;
  return Buffer.from((isJson ? text.replace(inStringOrSpace, (part) => (part.startsWith('"') ? part : '')) : text).toWellFormed());
}
