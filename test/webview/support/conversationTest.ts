import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { FakeConversation, FakeConversationSettings } from './fakeConversation.ts';
import { Stage } from './stage.ts';

/** A reader in front of the conversation view, and the host behind it. */
export interface ConversationDriver {
  readonly page: Page;
  /** Does something to the fake host, or asks it. */
  readonly host: <A, R>(act: (host: FakeConversation, arg: A) => R, arg?: A) => Promise<R>;
  /** Waits until the view made a call, and gives what it gave. */
  readonly asked: (call: string) => Promise<readonly unknown[]>;
}

/** A test with a view of its own. It fails as well when the page complains of anything. */
export type ConversationTest = (name: string, settings: FakeConversationSettings, run: (view: ConversationDriver) => Promise<void>) => void;

/** Sets up one browser for the tests of a file, and takes it down after them. */
export function conversationTests(): ConversationTest {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open({}, 'fakeConversation.ts');
  });
  after(() => stage.dispose());
  return (name, settings, run) =>
    void test(name, async () => {
      const { page, complaints } = await stage.page('conversation', `globalThis.fakeConversationSettings = ${JSON.stringify(settings)}`, {
        viewport: { width: 900, height: 900 },
      });
      await run(driver(page));
      await page.close();
      assert.deepEqual(complaints, []);
    });
}

function driver(page: Page): ConversationDriver {
  return {
    page,
    host: (act, arg) => page.evaluate(`(${String(act)})(globalThis.fakeConversation, ${JSON.stringify(arg)})`),
    asked: async (call) => {
      const found = await page.waitForFunction(
        (name) => globalThis.fakeConversation.asked.findLast((made) => made[0] === name)?.slice(1),
        call,
      );
      return (await found.jsonValue()) ?? [];
    },
  };
}
