import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalog, findKind, kindNamed } from '../../../src/wiotp/catalog.ts';
import { isDeviceManagement } from '../../../src/wiotp/kind.ts';

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

  it('gives every kind but connection events a topic and at least two examples', () => {
    for (const { name, topic, examples } of catalog) {
      assert.equal(topic === undefined, name.startsWith('connection.'), name);
      assert.ok(topic === undefined || examples.length >= 2, name);
    }
  });

  it('gives every Device Management kind a schema and something that breaks it', () => {
    for (const kind of catalog) {
      assert.equal(kind.schema !== undefined, isDeviceManagement(kind), kind.name);
      assert.equal(kind.invalid.length > 0, isDeviceManagement(kind), kind.name);
    }
  });

  it('sends devices and gateways up, and the platform down', () => {
    for (const { name, sender, direction } of catalog) assert.equal(direction, sender === 'platform' ? 'down' : 'up', name);
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
