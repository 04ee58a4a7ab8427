import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import * as vscode from 'vscode';
import type { SessionState } from '../../src/rpc/session/sessionState.ts';
import { announceRequests } from '../../src/workbench/connections/announceRequests.ts';
import type { Connections } from '../../src/workbench/connections/connections.ts';
import { commands } from '../../src/workbench/ids.ts';
import { Notices } from '../../src/workbench/notices.ts';
import { managedState, pendingRequest } from '../support/workbench/pendingRequest.ts';
import { openConnection, thermostat } from './support/scriptedDevice.ts';
import { failed } from './support/featuresAlone.ts';

/** Notifications about requests that come and go as a test says, and are closed when it says so. */
class NoticeBench {
  readonly shown: string[] = [];
  readonly ran: unknown[][] = [];
  #close: ((button?: string) => void) | undefined;
  readonly #changed = new vscode.EventEmitter<void>();
  #keys: readonly string[] = [];

  constructor(t: TestContext) {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    t.mock.method(vscode.window, 'showInformationMessage', (text: string) => {
      this.shown.push(text);
      return new Promise<string | undefined>((resolve) => (this.#close = resolve));
    });
    t.mock.method(vscode.commands, 'executeCommand', async (...ran: unknown[]) => void this.ran.push(ran));
    const open = openConnection(thermostat);
    const all = () => {
      const pending = this.#keys.map((key) => pendingRequest({ key }));
      const session: SessionState = { ...open.session!, devices: [managedState({ pending })] };
      return [{ ...open, session }];
    };
    const connections = { all, onChange: this.#changed.event } as unknown as Connections;
    const log = { info: () => undefined, warn: failed, error: failed } as unknown as vscode.LogOutputChannel;
    const announcing = announceRequests(connections, new Notices(log));
    t.after(() => {
      announcing.dispose();
      this.#changed.dispose();
    });
  }

  /** The requests that wait from now on. */
  wait(...keys: readonly string[]): void {
    this.#keys = keys;
    this.#changed.fire();
  }

  /** Closes the last notification, or presses its button. */
  async close(button?: string): Promise<void> {
    this.#close?.(button);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const one = 'The platform sent t-1 a reboot request.';

describe('notifications about requests', () => {
  it('come one at a time; what came meanwhile is told together', async (t) => {
    const bench = new NoticeBench(t);
    const keys = Array.from({ length: 138 }, (_, at) => `k-${at}`);
    bench.wait('k-0');
    for (let count = 2; count <= keys.length; count++) bench.wait(...keys.slice(0, count));
    t.mock.timers.tick(3_600_000);
    assert.deepEqual(bench.shown, [one]);
    await bench.close();
    assert.deepEqual(bench.shown, [one, '138 requests wait for an answer.']);
    await bench.close();
    t.mock.timers.tick(3_600_000);
    assert.equal(bench.shown.length, 2);
  });

  it('lead to the request, or to the choice of one', async (t) => {
    const bench = new NoticeBench(t);
    bench.wait('k-1');
    bench.wait('k-1', 'k-2', 'k-3');
    await bench.close('Answer…');
    await bench.close('Answer…');
    const [[first, node] = [], [second, none] = []] = bench.ran;
    assert.deepEqual([first, second, none], [commands.answerRequest, commands.answerRequest, undefined]);
    assert.deepEqual(node, { node: 'request', id: 't-1', request: pendingRequest({ key: 'k-1' }) });
  });

  it('come next when the request of one that nobody closed is gone', (t) => {
    const bench = new NoticeBench(t);
    bench.wait('k-1');
    t.mock.timers.tick(60_000);
    bench.wait();
    bench.wait('k-2');
    assert.deepEqual(bench.shown, [one, one]);
  });

  it('stay few when requests come and go without end', (t) => {
    const bench = new NoticeBench(t);
    for (let second = 0; second < 3_600; second++) {
      for (let part = 0; part < 5; part++) bench.wait(`k-${second}-${part}`);
      t.mock.timers.tick(1_000);
    }
    assert.ok(bench.shown.length > 5 && bench.shown.length < 20, `${bench.shown.length} notifications in an hour`);
  });

  it('come at once again when somebody closes one', async (t) => {
    const bench = new NoticeBench(t);
    for (let at = 0; at < 1_000; at++) {
      bench.wait(`k-${at}`);
      t.mock.timers.tick(1_000);
    }
    const before = bench.shown.length;
    bench.wait();
    await bench.close();
    bench.wait('next');
    assert.equal(bench.shown.length, before + 1);
  });
});
