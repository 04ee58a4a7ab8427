import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import * as vscode from 'vscode';
import type { ActionState } from '../../src/rpc/device/actionState.ts';
import { faultLimits } from '../../src/rpc/device/faultState.ts';
import { announceActions } from '../../src/workbench/embeddedPlatform/announceActions.ts';
import { announceReturn } from '../../src/workbench/embeddedPlatform/announceReturn.ts';
import { faultChoices } from '../../src/workbench/embeddedPlatform/faultChoices.ts';
import { followSettings } from '../../src/workbench/embeddedPlatform/followSettings.ts';
import { groupItem, platformItem } from '../../src/workbench/embeddedPlatform/tree/platformItem.ts';
import { settings } from '../../src/workbench/ids.ts';
import { platformInfo } from '../support/platform/deviceStates.ts';
import { until } from '../support/until.ts';
import { deviceState } from '../support/workbench/deviceState.ts';
import { gateway, reboot, ScriptedPlatform } from './support/scriptedPlatform.ts';
import { ScriptedWindow } from './support/scriptedWindow.ts';

function start(t: TestContext): { readonly platform: ScriptedPlatform; readonly window: ScriptedWindow } {
  const window = new ScriptedWindow(t);
  const platform = new ScriptedPlatform();
  t.after(() => platform.bin.dispose());
  return { platform, window };
}

describe('failed actions', () => {
  const failed: ActionState = { ...reboot, state: 'failed', note: 'It refused.' };
  const device = (action: ActionState) => deviceState(action.device.typeId, action.device.deviceId, { action });

  it('are told once, several together, and those of a device that is gone anew', async (t) => {
    const { platform, window } = start(t);
    platform.bin.add(announceActions(platform.parts.platform, platform.notices));
    const others = [device(failed), device({ ...failed, device: gateway })];
    platform.devicesChanged.fire({ changed: others, gone: [] });
    await until('the failures to be told', () => window.shown.length === 1 || undefined);
    assert.match(window.shown[0] ?? '', /^The reboot of l-1 failed\. It refused\. So did 1 more actions\./);
    assert.deepEqual(window.buttons, ['Show Action']);

    platform.devicesChanged.fire({ changed: others, gone: [] });
    platform.devicesChanged.fire({ changed: [device({ ...failed, requestId: 'r-2', state: 'timed out' })], gone: [] });
    await until('the next to be told', () => window.shown.length === 2 || undefined);
    assert.doesNotMatch(window.shown[1] ?? '', /So did/);

    platform.devicesChanged.fire({ changed: [], gone: [gateway] });
    platform.devicesChanged.fire({ changed: [device({ ...failed, device: gateway })], gone: [] });
    await until('the same request of another device', () => window.shown.length === 3 || undefined);
    assert.match(window.shown[2] ?? '', /of g-1 failed/);
  });

  it('that were there before this window are old news', async (t) => {
    const { platform, window } = start(t);
    platform.bin.add(announceActions(platform.parts.platform, platform.notices));
    assert.ok(platform.state.phase === 'running');
    platform.state = { ...platform.state, devices: [device(failed)] };
    platform.changed.fire(platform.state);
    platform.devicesChanged.fire({ changed: [device(failed), device({ ...failed, device: gateway })], gone: [] });
    await until('the other to be told', () => window.shown.length === 1 || undefined);
    assert.match(window.shown[0] ?? '', /^The reboot of g-1 failed\. It refused\.$/);
  });
});

describe('settings that change while the platform runs', () => {
  /** Tells that these settings changed, whatever they are now. */
  function change(t: TestContext, platform: ScriptedPlatform): (...ids: readonly string[]) => void {
    const told = platform.bin.add(new vscode.EventEmitter<vscode.ConfigurationChangeEvent>());
    t.mock.method(vscode.workspace, 'onDidChangeConfiguration', told.event);
    platform.bin.add(followSettings(platform.parts));
    return (...ids) => told.fire({ affectsConfiguration: (id) => ids.includes(id) });
  }

  it('are told once to count after the next start, with a way to it', async (t) => {
    const { platform, window } = start(t);
    const changed = change(t, platform);
    changed(settings.platformPort);
    changed(settings.platformQuota);
    assert.deepEqual(window.shown, ['The changed settings count when the embedded platform starts the next time.']);
    assert.deepEqual(window.buttons, ['Restart']);
    changed(settings.lintEnabled);
    assert.deepEqual(platform.acted, []);
  });

  it('are carried out at once where they can be', async (t) => {
    const { platform, window } = start(t);
    const changed = change(t, platform);
    changed(settings.platformQuickstartPort);
    changed(settings.platformKeepRunning);
    await until('the calls', () => platform.acted.length === 2 || undefined);
    assert.deepEqual(platform.acted, [
      ['setQuickstart', undefined],
      ['setKeepRunning', false],
    ]);
    assert.deepEqual(window.shown, []);
  });

  it('are none of a platform elsewhere', (t) => {
    const { platform, window } = start(t);
    assert.ok(platform.state.phase === 'running');
    platform.state = { ...platform.state, attachedTo: 'bench:8883' };
    const changed = change(t, platform);
    changed(settings.platformPort, settings.platformQuickstartPort);
    assert.deepEqual([window.shown, platform.asked], [[], []]);
  });
});

describe('a platform that restarts', () => {
  const away = platformInfo({ listeners: [], awayUntil: Date.now() + 5000 });

  it('is away until a time, in its row', () => {
    assert.match(String(platformItem(away, undefined).description), / · restarting, away until \d/);
    assert.doesNotMatch(String(platformItem(platformInfo(), undefined).description), /away/);
  });

  it('is said to be back, once', (t) => {
    const { platform, window } = start(t);
    platform.bin.add(announceReturn(platform.parts.platform, platform.notices));
    assert.ok(platform.state.phase === 'running');
    for (const info of [platformInfo(), away, platformInfo(), platformInfo()]) platform.changed.fire({ ...platform.state, info });
    assert.deepEqual(window.shown, ['$(check) The embedded platform is back']);
    platform.changed.fire({ ...platform.state, info: away });
    platform.changed.fire({ phase: 'stopped' });
    assert.equal(window.shown.length, 1);
  });
});

it('an empty group of the tree cannot be opened, but for that of devices, which is open for the first', (t) => {
  const { platform } = start(t);
  assert.ok(platform.state.phase === 'running');
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  assert.equal(groupItem('images', platform.state).collapsibleState, None);
  assert.equal(groupItem('listeners', platform.state).collapsibleState, Collapsed);
  assert.equal(groupItem('devices', { ...platform.state, devices: [] }).collapsibleState, Expanded);
});

it('faults are offered within what the platform takes', () => {
  const most = faultChoices().flatMap(({ number }) => (number === undefined ? [] : [number.most]));
  assert.deepEqual(new Set(most), new Set(Object.values(faultLimits)));
});
