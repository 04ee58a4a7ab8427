import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FilteredView } from '../../../../../src/engine/log/views/filteredView.ts';
import { compileFilter } from '../../../../../src/filter/compileFilter.ts';
import type { Filter } from '../../../../../src/filter/filter.ts';
import { MemoryLog, type MemoryMessage } from './memoryLog.ts';

const messages = 1_000;
const origin = { clientId: 'd:org:t:1', topic: 'iot-2/evt/x/fmt/text', kind: 'device.event' } as const;

/** A view of a log of a single chunk. */
function viewOf(filter: Filter): { readonly view: FilteredView; readonly log: MemoryLog } {
  const log = new MemoryLog(messages * 2);
  log.append(...Array.from({ length: messages }, (_, at) => event(`message ${at}`)));
  const view = new FilteredView(log, compileFilter(filter, 0));
  log.observe(view);
  return { view, log };
}

describe('a filtered view', () => {
  it('looks at a little of a chunk with each step, and reads its payloads once', () => {
    const { view, log } = viewOf({ text: 'message' });
    let steps = 1;
    for (let before = 0; view.step(); steps++) {
      const found = view.extent.end - view.extent.first;
      assert.ok(found > before && found - before <= messages / 10, `${found - before} in one step`);
      before = found;
    }
    assert.ok(steps >= 10);
    assert.equal(view.extent.end, messages + 1);
    assert.equal(view.extent.searched, undefined);
    assert.equal(log.payloadsRead, 1);
  });

  it('decides by what messages are when it comes to them, although their chunk was begun', () => {
    const { view, log } = viewOf({ field: 'rc', values: ['>=400'] });
    view.step();
    log.change(messages, { rc: 404 });
    log.change(1, { rc: 409 });
    while (view.step());
    assert.deepEqual([view.placeOf(1), view.placeOf(messages), view.extent.end], [1, 2, 3]);
  });

  it('goes on in a chunk that grew', () => {
    const { view, log } = viewOf({ text: 'message' });
    view.step();
    log.append(event('message behind'), event('other'));
    while (view.step());
    assert.equal(view.extent.end, messages + 2);
  });

  it('begins anew when the log was cleared in the middle of a chunk', () => {
    const { view, log } = viewOf({ text: 'message' });
    view.step();
    const { end } = view.extent;
    log.clear();
    log.append(event('message'), event('other'));
    while (view.step());
    assert.deepEqual(view.extent, { first: end, end: end + 1 });
  });
});

function event(text: string): MemoryMessage {
  const payload = Buffer.from(text);
  const facts = {
    origin,
    at: 'session',
    direction: 'up',
    qos: 0,
    retain: false,
    dup: false,
    time: 0,
    size: payload.length,
    details: {},
  } as const;
  return { facts, payload };
}
