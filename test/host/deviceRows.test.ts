import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type * as vscode from 'vscode';
import type { FirmwareState, ManagedState } from '../../src/rpc/session/sessionState.ts';
import type { Connection } from '../../src/workbench/connections/connections.ts';
import { managementItem, managementRows, requestItem, requestRows } from '../../src/workbench/connections/tree/managementRows.ts';
import { answerPresets } from '../../src/workbench/device/answerPresets.ts';
import { firmwareText, modesText } from '../../src/workbench/device/managementText.ts';
import { managedState, pendingRequest } from '../support/workbench/pendingRequest.ts';
import { edge, openConnection, thermostat } from './support/scriptedDevice.ts';

const firmware = managedState().firmware;

describe('rows of Device Management', () => {
  it('are there for the client and every device behind it, while there is a connection', () => {
    const behind = { typeId: 'lamp', deviceId: 'l-7' };
    const open = openConnection(edge, [managedState(), managedState({ device: behind, managed: false })]);
    assert.deepEqual(labels(open), [
      ['Device Management', 'asks you · managed', 'management managed live'],
      ['Device Management: lamp:l-7', 'not managed · asks you', 'management unmanaged live'],
    ]);
    assert.equal(new Set(items(open).map(({ id }) => id)).size, 2);
    const phase = (phase: 'waiting' | 'closed'): Connection => ({ ...open, session: { ...open.session!, phase } });
    assert.equal(labels(phase('waiting'))[0]?.[2], 'management managed');
    assert.deepEqual(labels(phase('closed')), []);
    assert.deepEqual(labels({ ...open, session: undefined }), []);
  });

  it('tell firmware, deadline, observations and notes', () => {
    const state: Partial<ManagedState> = {
      until: Date.UTC(2026, 2, 1, 10),
      observed: ['mgmt.firmware'],
      note: 'No answer came. **bold** [x](command:y)',
      firmware: { ...firmware, state: 1, progress: 0.4, uri: 'http://images/1', version: '2.0', note: 'SHA-256 abc.' },
      pending: [pendingRequest()],
    };
    const [item] = items(openConnection(thermostat, [managedState(state)]));
    assert.equal(item?.description, 'downloading 40 % · asks you · managed');
    for (const part of [
      /^Managed/,
      /Dormant after /,
      /downloading 40 %/,
      /version: 2\.0/,
      /http:\/\/images\/1/,
      /SHA-256 abc\./,
      /mgmt\.firmware/,
      /wait for an answer: 1/,
      /\*\*bold\*\*/,
    ])
      assert.match(tooltipOf(item), part);
  });

  const looks: readonly (readonly [Partial<FirmwareState>, string])[] = [
    [{}, 'idle'],
    [{ state: 1, progress: 0 }, 'downloading 0 %'],
    [{ state: 1, progress: 0.999 }, 'downloading 99 %'],
    [{ state: 2 }, 'downloaded'],
    [{ state: 2, updateStatus: 1, progress: 1 }, 'downloaded, in progress 100 %'],
    [{ state: 0, updateStatus: 4 }, 'idle, verification failed'],
    [{ state: 9, updateStatus: 99, progress: 7 }, 'state 9, updateStatus 99 100 %'],
  ];
  for (const [state, text] of looks) it(`call firmware "${text}"`, () => assert.equal(firmwareText({ ...firmware, ...state }), text));

  it('say how requests are answered', () => {
    assert.equal(modesText(answerPresets.usual), 'asks you');
    assert.equal(modesText(answerPresets.automatic), 'automatic');
    assert.equal(modesText(answerPresets.replies), 'by replies');
    assert.equal(modesText({ ...answerPresets.usual, 'dm.reboot': 'automatic' }), 'mixed answers');
  });
});

describe('rows of pending requests', () => {
  it('say since when they wait, for whom, and until when', () => {
    const request = pendingRequest({ device: { typeId: 'lamp', deviceId: 'l-7' } });
    const item = itemOf(managedState({ pending: [request] }));
    assert.equal(item.label, 'Reboot request');
    assert.match(String(item.description), /^lamp:l-7 · since .+ · until .+$/);
    assert.equal(item.contextValue, 'request');
    assert.equal((item.iconPath as vscode.ThemeIcon).id, 'question');
  });

  it('say that their time is up, in words and with another icon', () => {
    const item = itemOf(managedState({ pending: [pendingRequest({ expired: true })] }));
    assert.match(String(item.description), /^time is up · since /);
    assert.match(tooltipOf(item), /an answer can still be sent/);
    assert.match(item.accessibilityInformation?.label ?? '', /time is up/);
    assert.equal((item.iconPath as vscode.ThemeIcon).id, 'watch');
  });

  it('show what came over the wire as text only', () => {
    const item = itemOf(managedState({ pending: [pendingRequest({ reqId: '[x](command:y)', payload: '**bold** $(zap)' })] }));
    assert.match(tooltipOf(item), /reqId \[x\]\(command:y\)\n\*\*bold\*\* \$\(zap\)$/);
  });
});

function items(connection: Connection): vscode.TreeItem[] {
  return managementRows(connection).map((node) => {
    assert.ok(node.node === 'management');
    return managementItem(node);
  });
}

function tooltipOf(item: vscode.TreeItem | undefined): string {
  return typeof item?.tooltip === 'string' ? item.tooltip : assert.fail('the tooltip is no plain text');
}

function labels(connection: Connection): readonly unknown[][] {
  return items(connection).map(({ label, description, contextValue }) => [label, description, contextValue]);
}

function itemOf(state: ManagedState): vscode.TreeItem {
  const [node] = requestRows(openConnection(thermostat, [state]));
  assert.ok(node?.node === 'request');
  return requestItem(node);
}
