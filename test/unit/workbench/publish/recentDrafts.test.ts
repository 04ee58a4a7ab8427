import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Memento } from 'vscode';
import type { Draft } from '../../../../src/workbench/publish/draft.ts';
import { RecentDrafts } from '../../../../src/workbench/publish/recentDrafts.ts';

function stateInMemory(): Memento {
  const kept = new Map<string, unknown>();
  const state = {
    get: (key: string, otherwise: unknown) => kept.get(key) ?? otherwise,
    update: async (key: string, value: unknown) => void kept.set(key, value),
  };
  return state as unknown as Memento;
}

function draft(name: string, payload = '{}'): Draft {
  return { name, format: 'json', payload, qos: 0 };
}

describe('the messages sent last', () => {
  it('come latest first, each name once', async () => {
    const recent = new RecentDrafts(stateInMemory(), 'events');
    for (const each of [draft('a', '1'), draft('b', '2'), draft('a', '3')]) await recent.add(each);
    assert.deepEqual(recent.all(), [draft('a', '3'), draft('b', '2')]);
  });

  it('are whole: one of another class, format or device is another one', async () => {
    const recent = new RecentDrafts(stateInMemory(), 'events');
    const behind = { typeId: 't', deviceId: 'd' };
    const others: Draft[] = [
      { ...draft('a'), format: 'xml' },
      { ...draft('a'), sender: 'gateway' },
      { ...draft('a'), device: behind },
    ];
    for (const each of [draft('a'), ...others]) await recent.add(each);
    assert.equal(recent.all().length, 4);
    // What an earlier version kept says nothing of its class, and is a device's.
    await recent.add({ ...draft('a', '2'), sender: 'device' });
    assert.equal(recent.all().length, 4);
  });

  it('are kept apart for events and commands', async () => {
    const state = stateInMemory();
    await new RecentDrafts(state, 'events').add(draft('a'));
    assert.deepEqual(new RecentDrafts(state, 'commands').all(), []);
  });

  it('are twenty at most', async () => {
    const recent = new RecentDrafts(stateInMemory(), 'events');
    for (let n = 0; n < 25; n++) await recent.add(draft(`e-${n}`));
    assert.equal(recent.all().length, 20);
    assert.equal(recent.all()[0]?.name, 'e-24');
  });

  it('always hold the latest, and of many large ones only as many as memory is worth', async () => {
    const recent = new RecentDrafts(stateInMemory(), 'events');
    for (let n = 0; n < 10; n++) await recent.add(draft(`e-${n}`, 'x'.repeat(131_072)));
    assert.deepEqual(
      recent.all().map(({ name }) => name),
      ['e-9', 'e-8', 'e-7'],
    );
  });
});
