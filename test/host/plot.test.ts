import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { PlotSource } from '../../src/rpc/log/logStudies.ts';
import { plotCommands } from '../../src/workbench/commands/plotCommands.ts';
import { panels } from '../../src/workbench/ids.ts';
import { closeViews, LogBench, openViews, untilOpen } from './support/logBench.ts';
import { ScriptedWindow } from './support/scriptedWindow.ts';

const topic = 'iot-2/evt/status/fmt/json';
const source = (clientId: string, pointer: string): PlotSource => ({ clientId, topic, pointer, count: 3, last: 21.5 });
const plotSources = [source('d:abc123:lamp:l-1', '/d/level'), source('d:abc123:lamp:l-2', '/d/temperature')];
const row = { webviewSection: 'row', log: 'live', seq: 7 };

describe('Plot Numbers…', () => {
  // VS Code closes a panel later than it was told to.
  beforeEach(() => untilOpen(panels.plot, 0));

  it('draws numbers of the log from the palette, and what is chosen next in the same view', async (t) => {
    const log = new LogBench(t, { plotSources });
    const window = new ScriptedWindow(t, ['d.level', 'd.temperature']);
    await log.run(plotCommands);
    await untilOpen(panels.plot, 1);
    await log.run(plotCommands);
    assert.deepEqual([openViews(panels.plot), window.left], [['Plot of Device Traffic'], []]);
    assert.ok(!log.asked.some(([call]) => call === 'message'));
    log.end();
    await untilOpen(panels.plot, 0);
  });

  it('offers those of a row first', async (t) => {
    const message = { clientId: 'd:abc123:lamp:l-2', topic };
    const log = new LogBench(t, { plotSources, message });
    const window = new ScriptedWindow(t, ['d.temperature']);
    await log.run(plotCommands, row);
    await untilOpen(panels.plot, 1);
    assert.deepEqual(log.asked[0], ['message', 7, 'live']);
    assert.equal(window.choices[0]?.description, `d:abc123:lamp:l-2 · ${topic}`);
  });

  it('opens another view after its reader closed the first', async (t) => {
    const log = new LogBench(t, { plotSources });
    const window = new ScriptedWindow(t, ['d.level', 'd.level']);
    await log.run(plotCommands);
    await untilOpen(panels.plot, 1);
    await closeViews(panels.plot);
    await untilOpen(panels.plot, 0);
    await log.run(plotCommands);
    await untilOpen(panels.plot, 1);
    assert.deepEqual(window.left, []);
  });

  it('opens nothing for a reader who leaves, and says so of a log without numbers', async (t) => {
    assert.ok(new ScriptedWindow(t, [undefined]));
    await new LogBench(t, { plotSources }).run(plotCommands);
    assert.deepEqual(openViews(panels.plot), []);
    await assert.rejects(new LogBench(t, { plotSources: [] }).run(plotCommands), /hold no numbers to plot/);
  });
});
