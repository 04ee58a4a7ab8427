import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { found, lint } from '../support.ts';

const manage = { topic: 'iotdevice-1/mgmt/manage', payload: { reqId: '1' } };
const include = (path: string) => ({ include: path });

/** Gives the texts of these files, and notes which were asked for. */
function files(texts: Readonly<Record<string, unknown>>, asked: string[] = []) {
  return {
    include: (path: string) => {
      asked.push(path);
      const text = texts[path];
      return text === undefined || typeof text === 'string' ? text : JSON.stringify(text);
    },
  };
}

describe('included transcripts', () => {
  it('take part in the conversation', () => {
    const connect = { steps: [{ connection: 'open' }, { connection: 'subscribed', filter: 'iotdm-1/#' }] };
    const context = files({ './connect.wiotp.json': connect });
    assert.deepEqual(found({ starts: 'offline', steps: [include('./connect.wiotp.json'), manage] }, context), []);
  });

  it('show at their step what is wrong with the conversation, and where it comes from', () => {
    const context = files({ './manage.wiotp.json': { steps: [manage] } });
    const [problem, ...others] = lint({ starts: 'offline', steps: [include('./manage.wiotp.json')] }, context);
    assert.equal(problem?.rule, 'conversation/not-connected');
    assert.match(problem?.message ?? '', /^In "manage.wiotp.json": /);
    assert.deepEqual(others, []);
  });

  it('are not checked twice: what is wrong with a message is shown in its own file', () => {
    const context = files({ a: { steps: [{ topic: 'iot-2/evt/a/fmt/json', payload: 1, retain: true }] } });
    assert.deepEqual(found({ steps: [include('a')] }, context), []);
  });

  it('may be recordings and include others, whose paths are relative to them', () => {
    const asked: string[] = [];
    const context = files({ './a/b.wiotp.jsonl': '{}\n{"include": "../c.wiotp.json"}', 'c.wiotp.json': { steps: [{ ask: 'a' }] } }, asked);
    assert.deepEqual(found({ steps: [include('./a/b.wiotp.jsonl')] }, context), []);
    assert.deepEqual(asked, ['./a/b.wiotp.jsonl', 'c.wiotp.json']);
  });

  it('use variables of the transcript that includes them', () => {
    const context = files({ a: { steps: [{ topic: 'iot-2/evt/a/fmt/json', payload: '${used}' }] } });
    assert.deepEqual(found({ vars: { used: 1, unused: 2 }, steps: [include('a')] }, context), ['transcript/variable-unused "unused"']);
  });

  for (const [title, texts] of [
    ['cannot be read', {}],
    ['are no JSON', { a: '{' }],
    ['are no transcripts', { a: { d: 1 } }],
    ['lead back to themselves', { a: { steps: [include('b')] }, b: { steps: [include('./a')] } }],
    ['never end', new Proxy({}, { get: (_, path) => ({ steps: [include(`${String(path)}x`)] }) })],
  ] as const) {
    it(`are refused when they ${title}`, () =>
      assert.deepEqual(found({ steps: [include('a')] }, files(texts)), ['transcript/include "a"']));
  }

  for (const path of ['/a', '\\a', 'C:/a', 'c:a'])
    it(`are refused without being asked for when their path is absolute: ${path}`, () => {
      const asked: string[] = [];
      const [problem] = lint({ steps: [include(path)] }, files({ [path]: { steps: [{ ask: 'a' }] } }, asked));
      assert.equal(problem?.rule, 'transcript/include');
      assert.match(problem?.message ?? '', /absolute/);
      assert.deepEqual(asked, []);
    });

  it('end, however often they include each other', () => {
    const texts = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [`f${at}`, { steps: Array.from({ length: 12 }, () => include(`f${at + 1}`)) }]),
    );
    assert.deepEqual(found({ steps: [include('f0')] }, files({ ...texts, f12: { steps: [{ ask: 'a' }] } })), ['transcript/include "f0"']);
  });
});
