import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { FakeBoard, FakeBoardSettings } from './fakeBoard.ts';
import { Stage } from './stage.ts';

/** A reader in front of the board's view, and the host behind it. */
export interface BoardDriver {
  readonly page: Page;
  /** Does something to the fake host, or asks it. */
  readonly host: <A, R>(act: (host: FakeBoard, arg: A) => R, arg?: A) => Promise<R>;
  /** Waits until the view made a call, and gives what it gave. */
  readonly asked: (call: string) => Promise<readonly unknown[]>;
}

/** A test with a view of its own. It fails as well when the page complains of anything. */
export type BoardTest = (name: string, settings: FakeBoardSettings, run: (board: BoardDriver) => Promise<void>) => void;

/** Sets up one browser for the tests of a file, and takes it down after them. */
export function boardTests(): BoardTest {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open({}, 'fakeBoard.ts');
  });
  after(() => stage.dispose());
  return (name, settings, run) =>
    void test(name, async () => {
      const { page, complaints } = await stage.page('board', `globalThis.fakeBoardSettings = ${JSON.stringify(settings)}`, {
        viewport: { width: 900, height: 900 },
      });
      await run(driver(page));
      await page.close();
      assert.deepEqual(complaints, []);
    });
}

function driver(page: Page): BoardDriver {
  return {
    page,
    host: (act, arg) => page.evaluate(`(${String(act)})(globalThis.fakeBoard, ${JSON.stringify(arg)})`),
    asked: async (call) => {
      const found = await page.waitForFunction((call) => globalThis.fakeBoard.asked.find(([name]) => name === call)?.slice(1), call);
      return (await found.jsonValue()) ?? [];
    },
  };
}
