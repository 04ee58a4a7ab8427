import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import * as vscode from 'vscode';
import type { LogPlace } from '../../src/rpc/log/logContract.ts';
import { commands } from '../../src/workbench/ids.ts';
import type { Parts } from '../../src/workbench/parts.ts';
import { terminalLinks } from '../../src/workbench/terminal/terminalLinks.ts';

/** Follows the first link of a line; the log has these request IDs and topics. */
async function follow({ mock }: TestContext, line: string, rows: Readonly<Record<string, number>> = {}): Promise<readonly unknown[]> {
  const done: unknown[] = [];
  const run = mock.method(vscode.commands, 'executeCommand', async (...call: readonly unknown[]) => void done.push(call));
  const lookUp = (what: { readonly reqId?: string; readonly topic?: string }): number | undefined => rows[what.reqId ?? what.topic ?? ''];
  const links = terminalLinks({
    engine: { calls: () => Promise.resolve({ ask: (_: string, what: object) => Promise.resolve(lookUp(what)) }) },
    traffic: { reveal: async (place: LogPlace) => void done.push(place) },
    notices: {
      inform: async (text: string) => void done.push(text),
      error: async (...failed: readonly unknown[]) => void done.push(failed),
    },
  } as unknown as Parts);
  const [link] = links.find(line);
  if (link !== undefined) await links.follow(link);
  run.mock.restore();
  return done;
}

describe('links in terminals', () => {
  it('lead to the row with that request ID or topic', async (t) => {
    assert.deepEqual(await follow(t, '"reqId":"a-1"', { 'a-1': 12 }), [{ log: 'live', seq: 12 }]);
    assert.deepEqual(await follow(t, 'sent iotdevice-1/response', { 'iotdevice-1/response': 7 }), [{ log: 'live', seq: 7 }]);
  });

  it('explain what is not in the log, and codes', async (t) => {
    assert.deepEqual(await follow(t, 'sent iot-2/evt/e/fmt/json'), [[commands.explain, 'iot-2/evt/e/fmt/json']]);
    assert.deepEqual(await follow(t, 'failed, rc=5', { '5': 1 }), [[commands.explain, '5']]);
  });

  it('say so of a request ID that is not in the log', async (t) => {
    assert.deepEqual(await follow(t, 'reqId=a-1'), ['No message in the traffic log has the request ID a-1.']);
  });
});
