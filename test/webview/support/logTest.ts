import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BrowserContextOptions, LaunchOptions } from 'playwright-core';
import type { FakeHostSettings } from './fakeHost.ts';
import type { LogDriver } from './logDriver.ts';
import { Stage } from './stage.ts';

/** A test with a log view of its own. It fails as well when the page complains of anything. */
export type LogTest = (name: string, settings: FakeHostSettings, run: (log: LogDriver) => Promise<void>) => void;

/** Sets up one browser for the tests of a file, and takes it down after them. */
export function logTests(launch: LaunchOptions = {}, context: BrowserContextOptions = {}): LogTest {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open(launch);
  });
  after(() => stage.dispose());
  return (name, settings, run) =>
    void test(name, async () => {
      const { log, complaints } = await stage.show(settings, context);
      await run(log);
      await log.page.close();
      assert.deepEqual(complaints, []);
    });
}
