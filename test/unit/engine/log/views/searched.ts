import assert from 'node:assert/strict';
import type { LogViews } from '../../../../../src/engine/log/views/logViews.ts';
import type { ViewExtent } from '../../../../../src/rpc/log/logCalls.ts';

/** The extent of the view `v` of the live log when all of that is searched. */
export async function searched(views: LogViews): Promise<ViewExtent> {
  for (;;) {
    const { v } = views.extents('live');
    assert.ok(v !== undefined);
    if (v.searched === undefined) return v;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
