import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalog, findKind, kindNamed } from '../../../src/wiotp/catalog.ts';
import { invalidText } from '../../../src/wiotp/kind.ts';

describe('the catalog', () => {
  it('names every kind once, and finds it by its name', () => {
    assert.equal(new Set(catalog.map(({ name }) => name)).size, catalog.length);
    for (const kind of catalog) {
      assert.equal(kindNamed(kind.name), kind);
      assert.equal(findKind(kind.name), kind);
    }
    assert.equal(findKind('dm.unknown'), undefined);
    assert.equal(findKind('__proto__'), undefined);
  });

  it('explains every kind in sentences', () => {
    for (const { name, title, summary } of catalog) {
      assert.match(title, /^[A-Z]/, name);
      assert.match(summary, /^[A-Z].*\.$/, name);
    }
  });

  it('lets every kind travel in one way: by a topic, by a call or as an event of a connection', () => {
    for (const { name, topic, call, qos, schema } of catalog) {
      const ways = [topic !== undefined, call !== undefined, name.startsWith('connection.')];
      assert.deepEqual(ways.filter(Boolean), [true], name);
      assert.equal(qos !== undefined, topic !== undefined, name);
      assert.ok(topic !== undefined || schema !== undefined, name);
    }
  });

  it('shows at least two different examples of every kind, and one that is wrong with its reason', () => {
    for (const { name, examples, invalid } of catalog) {
      assert.ok(new Set(examples.map((example) => JSON.stringify(example))).size >= 2, name);
      assert.ok(invalid.length > 0, name);
      for (const { why } of invalid) assert.match(why, /^\S[^]{10,}[^.]$/, name);
    }
  });

  it('leaves the payload open for events and commands only, and breaks it by a text that is no JSON', () => {
    for (const { name, schema, invalid } of catalog) {
      assert.equal(schema === undefined, /\.(?:event|command)$/.test(name), name);
      if (schema !== undefined) continue;
      for (const example of invalid) assert.throws(() => JSON.parse(invalidText(example)), SyntaxError, name);
    }
  });

  it('advises no more than the highest quality of service that draws no remark', () => {
    for (const { name, qos } of catalog) assert.ok(qos === undefined || qos.usual <= qos.most, name);
  });

  it('sends devices and gateways up, and the platform down', () => {
    for (const { name, sender, receiver, direction } of catalog) {
      assert.equal(direction, sender === 'platform' ? 'down' : 'up', name);
      assert.equal(receiver === 'platform', direction === 'up', name);
    }
  });

  it('lets requests be answered from the other side, with each code once and in words', () => {
    for (const { name, sender, answer } of catalog) {
      if (answer === undefined) continue;
      assert.equal(kindNamed(answer.kind).sender, sender === 'platform' ? 'device' : 'platform', name);
      assert.equal(new Set(answer.codes.map(({ rc }) => rc)).size, answer.codes.length, name);
      assert.ok(answer.codes.every(({ rc, meaning }) => Number.isInteger(rc) && meaning !== ''));
      const [usual] = answer.codes;
      assert.ok(usual !== undefined && usual.rc >= 200 && usual.rc < 300, name);
    }
  });

  it('requires a reqId exactly where a request is always answered', () => {
    for (const { name, answer, invalid, examples } of catalog) {
      if (answer?.when !== 'always') continue;
      assert.ok(invalid.length > 0 && examples.every((example) => Object.hasOwn(Object(example), 'reqId')), name);
    }
  });
});
