import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { RecentAction } from '../../src/rpc/log/logStudies.ts';
import { conversationCommands } from '../../src/workbench/commands/conversationCommands.ts';
import { panels } from '../../src/workbench/ids.ts';
import { closeViews, LogBench, openViews, untilOpen } from './support/logBench.ts';
import { ScriptedWindow } from './support/scriptedWindow.ts';

const conversation = { title: 'Reboot of t-1' };
const recentActions: readonly RecentAction[] = [
  { seq: 40, time: Date.UTC(2026, 2, 1, 9, 30), title: 'Reboot', clientId: 'd:abc123:thermostat:t-1' },
  { seq: 12, time: Date.UTC(2026, 2, 1, 9, 20), title: 'Firmware download', clientId: 'g:abc123:gw:g-1', behind: 't-2' },
];
const row = { webviewSection: 'row', log: 'live', seq: 7 };

describe('Show Conversation', () => {
  // VS Code closes a panel later than it was told to.
  beforeEach(() => untilOpen(panels.conversation, 0));

  it('shows that of a row, and of the next row in the same view', async (t) => {
    const log = new LogBench(t, { conversation });
    await log.run(conversationCommands, row);
    await untilOpen(panels.conversation, 1);
    await log.run(conversationCommands, { ...row, seq: 9 });
    assert.equal(openViews(panels.conversation).length, 1);
    const rows = log.asked.filter(([call]) => call === 'conversation').map(([, name, seq]) => [name, seq]);
    assert.deepEqual(
      [rows[0], rows.at(-1)],
      [
        ['live', 7],
        ['live', 9],
      ],
    );
    log.end();
    await untilOpen(panels.conversation, 0);
  });

  it('lets choose among the latest actions from the palette', async (t) => {
    const log = new LogBench(t, { conversation, recentActions });
    const window = new ScriptedWindow(t, ['Firmware download']);
    await log.run(conversationCommands);
    await untilOpen(panels.conversation, 1);
    assert.deepEqual(
      window.choices.map(({ description }) => description),
      ['d:abc123:thermostat:t-1', 't-2 through g:abc123:gw:g-1'],
    );
    assert.deepEqual(log.asked.slice(0, 2), [
      ['recentActions', 'live'],
      ['conversation', 'live', 12],
    ]);
  });

  it('opens another view after its reader closed the first', async (t) => {
    const log = new LogBench(t, { conversation });
    await log.run(conversationCommands, row);
    await untilOpen(panels.conversation, 1);
    await closeViews(panels.conversation);
    await untilOpen(panels.conversation, 0);
    await log.run(conversationCommands, row);
    await untilOpen(panels.conversation, 1);
  });

  it('opens nothing for a reader who leaves, for a row without one, and for a log without actions', async (t) => {
    assert.ok(new ScriptedWindow(t, [undefined]));
    await new LogBench(t, { conversation, recentActions }).run(conversationCommands);
    await assert.rejects(new LogBench(t, {}).run(conversationCommands, row), /belongs to no action/);
    await assert.rejects(new LogBench(t, { recentActions: [] }).run(conversationCommands), /no Device Management in this log/);
    assert.deepEqual(openViews(panels.conversation), []);
  });
});
