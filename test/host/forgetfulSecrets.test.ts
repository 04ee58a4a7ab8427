import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type * as vscode from 'vscode';
import { announceForgetfulSecrets } from '../../src/workbench/connections/secrets/forgetfulSecrets.ts';
import { Notices } from '../../src/workbench/notices.ts';
import { failed, mementoInMemory } from './support/featuresAlone.ts';
import { ScriptedWindow } from './support/scriptedWindow.ts';

/** Sessions of one window after another, on a machine whose secret store keeps what it is given, or forgets it. */
class Sessions {
  readonly #context: vscode.ExtensionContext;
  readonly #kept = new Map<string, string>();
  readonly #window: ScriptedWindow;
  readonly #notices = new Notices({ warn: () => undefined, info: failed, error: failed } as unknown as vscode.LogOutputChannel);

  constructor(t: TestContext) {
    this.#window = new ScriptedWindow(t);
    const secrets = {
      get: async (key: string) => this.#kept.get(key),
      store: async (key: string, value: string) => void this.#kept.set(key, value),
    };
    this.#context = { secrets, globalState: mementoInMemory() } as unknown as vscode.ExtensionContext;
  }

  /** What is said in the next one. */
  async next({ forgets }: { readonly forgets: boolean }): Promise<number> {
    if (forgets) this.#kept.clear();
    const before = this.#window.shown.length;
    await announceForgetfulSecrets(this.#context, this.#notices);
    return this.#window.shown.slice(before).filter((text) => text.includes('does not keep')).length;
  }
}

describe('a secret store', () => {
  it('that keeps what it is given is not spoken of', async (t) => {
    const sessions = new Sessions(t);
    for (let count = 0; count < 3; count++) assert.equal(await sessions.next({ forgets: false }), 0);
  });

  it('that forgets is told once, in the session after the first', async (t) => {
    const sessions = new Sessions(t);
    const told: number[] = [];
    for (let count = 0; count < 4; count++) told.push(await sessions.next({ forgets: true }));
    assert.deepEqual(told, [0, 1, 0, 0]);
  });
});
