import assert from 'node:assert/strict';
import { before, describe, it, type TestContext } from 'node:test';
import * as vscode from 'vscode';
import { keyRefused } from '../../src/rpc/node/remoteControl.ts';
import { Refusal } from '../../src/wiotp/refusal.ts';
import { allCommands } from '../../src/workbench/commands/allCommands.ts';
import { runGuarded } from '../../src/workbench/commands/runGuarded.ts';
import { commands, type CommandId } from '../../src/workbench/ids.ts';
import { deviceState } from '../support/workbench/deviceState.ts';
import { platformInfo } from '../support/platform/deviceStates.ts';
import { until } from '../support/until.ts';
import { elsewhere } from './support/commandsElsewhere.ts';
import { commandRows, type CommandRow } from './support/platformCommandRows.ts';
import { openText, sampleUri } from './support/sample.ts';
import { beeper, gateway, lamp, ScriptedPlatform } from './support/scriptedPlatform.ts';
import { ScriptedWindow, type ScriptedAnswer } from './support/scriptedWindow.ts';

const here: readonly CommandId[] = [
  commands.startPlatform,
  commands.saveCaCertificate,
  commands.copyListenerAddress,
  commands.uploadPackage,
  commands.downloadFirmware,
  commands.editMetadata,
  commands.editLocation,
  commands.editDeviceInfo,
  commands.applyAttributes,
  commands.showProblems,
];

const answers = {
  addDevice: { authToken: 'secret' },
  issueToken: { authToken: 'secret' },
  addApiKey: { key: 'a-abc123-new', token: 'secret' },
  addPackage: beeper,
  sendCommand: { delivered: true },
  startAction: { requestId: 'r-2' },
  changeAttribute: { told: true },
  registerAttempt: lamp,
  interfaces: [],
  start: { info: platformInfo(), isNew: false },
  serveImage: { uri: 'http://127.0.0.1/i', name: 'Blinky', verifier: 'abc', version: '1.2' },
  faults: [{ scope: 'all', answers: { kind: 'rc', rc: 409 } }],
};

describe('commands of the platform', () => {
  before(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('are all run by a test', () => {
    const run = new Set([...commandRows.map(({ command }) => command), ...elsewhere, ...here]);
    assert.deepEqual([...run].toSorted(), Object.values(commands).toSorted());
  });

  for (const row of commandRows) {
    it(`${row.command} does ${row.acts.map(([call]) => String(call)).join(' and ') || 'nothing when it is left'}`, async (t) => {
      const { platform, window } = await run(t, row);
      assert.deepEqual(platform.acted, row.acts);
      assert.deepEqual(window.left, []);
      if (row.shows !== undefined) assert.match(window.shown.at(-1) ?? '', row.shows);
    });
  }

  for (const row of commandRows.filter(({ acts }) => acts.length > 0)) {
    it(`${row.command} shows why it is refused`, async (t) => {
      const { platform, window } = await run(t, row, new Refusal('Not now.', { rule: 'a test', advice: 'Wait.' }));
      assert.deepEqual(platform.acted, row.acts.slice(0, 1));
      assert.equal(window.shown.at(-1), 'Not now. Wait.');
    });
  }

  it('stop the platform only after asking, when others use it, and say what is closed', async (t) => {
    const open = { id: 'x', service: 'full', secure: false, host: '192.168.1.10', port: 1883, open: true } as const;
    const devices = ['1', '2', '3', '4', '5', '6', '7'].map((id) => deviceState('lamp', `l-${id}`, { online: true }));
    const more = { devices, info: platformInfo({ listeners: [open] }) };
    for (const [answer, acts] of [
      [undefined, []],
      ['Stop', [['stop']]],
    ] as const) {
      const { platform, window } = await run(t, { command: commands.stopPlatform, answers: [answer], acts }, undefined, more);
      assert.deepEqual(platform.acted, acts);
      assert.match(window.shown[0] ?? '', /closed: lamp l-1, lamp l-2, lamp l-3, lamp l-4, lamp l-5 and 2 more\./);
      assert.match(window.shown[0] ?? '', /stay closed after the next start: 192\.168\.1\.10\./);
    }
    const attached = { attachedTo: 'bench:8883' };
    const { window } = await run(t, { command: commands.stopPlatform, answers: [undefined], acts: [] }, undefined, attached);
    assert.match(window.shown[0] ?? '', /platform of bench:8883\?\nIt ends for everybody/);
  });

  for (const [code, forgotten] of [
    [keyRefused, true],
    [undefined, false],
  ] as const) {
    it(`a key is ${forgotten ? 'forgotten when it was refused' : 'kept when nobody answered'}`, async (t) => {
      const row = commandRows.find(({ command }) => command === commands.attachPlatform);
      assert.ok(row);
      const why = new Refusal('No.', { rule: 'a test', advice: 'Wait.', ...(code === undefined ? {} : { code }) });
      const { platform } = await run(t, row, why);
      assert.equal(
        platform.asked.some(([call]) => call === 'forget'),
        forgotten,
      );
    });
  }

  it('a bad setting is refused with a way to the settings', async (t) => {
    const { platform, window } = await run(t, { command: commands.startPlatform, acts: [] });
    assert.deepEqual(
      platform.acted.map(([call]) => call),
      ['start'],
    );
    t.mock.method(vscode.workspace, 'getConfiguration', () => ({ get: (id: string) => (id === 'wiotp.platform.port' ? 'x' : undefined) }));
    const again = await run(t, { command: commands.startPlatform, acts: [] });
    assert.deepEqual(again.platform.acted, []);
    assert.match(again.window.shown.at(-1) ?? '', /^The setting wiotp\.platform\.port has the value "x"/);
    assert.deepEqual(again.window.buttons, ['Open Settings']);
    assert.equal(window.buttons.length, 0);
  });

  it('a new gateway is offered its usual role, and one that is there its role now', async (t) => {
    const marks = async (row: Pick<CommandRow, 'command' | 'node' | 'answers'>): Promise<unknown> => {
      const { window } = await run(t, { ...row, acts: [] });
      return window.choices.map(({ label, description }) => [label, description]);
    };
    assert.deepEqual(await marks({ command: commands.addGateway, answers: ['gw', 'g-9', undefined] }), [
      ['Privileged', 'usual'],
      ['Standard', undefined],
    ]);
    const node = { node: 'device', device: gateway } as const;
    assert.deepEqual(await marks({ command: commands.changeGatewayRole, node, answers: [undefined] }), [
      ['Privileged', 'now'],
      ['Standard', undefined],
    ]);
  });

  it('the CA certificate is saved, and an address is copied', async (t) => {
    const target = sampleUri('ca.pem');
    const secure = { describe: platformInfo({ ca: 'BEGIN CERTIFICATE' }) };
    await run(t, { command: commands.saveCaCertificate, answers: [target], acts: [] }, undefined, {}, secure);
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(target)), 'BEGIN CERTIFICATE');
    const { window } = await run(t, { command: commands.saveCaCertificate, answers: [], acts: [] });
    assert.match(window.shown.at(-1) ?? '', /does not speak TLS/);
    await run(t, { command: commands.copyListenerAddress, acts: [] });
    assert.equal(await vscode.env.clipboard.readText(), 'mqtt://127.0.0.1:1883');
  });

  it('a package is uploaded from a file, which a refusal names', async (t) => {
    const file = sampleUri('beeper.json');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('{}'));
    const row = { command: commands.uploadPackage, answers: [file], acts: [] } as const;
    const { platform } = await run(t, row);
    assert.deepEqual(platform.acted, [['addPackage', '{}']]);
    const { window } = await run(t, row, new Refusal('Line 1: no bundleId.', { rule: 'a test', advice: 'Give one.' }));
    assert.equal(window.shown.at(-1), 'beeper.json: Line 1: no bundleId. Give one.');
  });

  it('an image is one of the workspace or another', async (t) => {
    const file = sampleUri('build/blinky-1.2.bin');
    await vscode.workspace.fs.writeFile(file, new Uint8Array(1500));
    const node = { node: 'device', device: lamp } as const;
    const rest = ['Blinky', '', 'SHA-256'];
    for (const chosen of [['build/blinky-1.2.bin'], ['Choose Another File…', file]] as const) {
      const found: ScriptedAnswer[] = [...chosen, ...rest];
      const { platform } = await run(t, { command: commands.downloadFirmware, node, answers: found, acts: [] });
      const [[call, wish] = [], [action] = []] = platform.acted;
      assert.deepEqual([call, action], ['serveImage', 'startAction']);
      assert.deepEqual(wish, {
        name: 'Blinky',
        version: '',
        verifier: 'sha256',
        source: { path: file.fsPath },
        host: '127.0.0.1',
        secure: false,
      });
    }
    const { window } = await run(t, { command: commands.downloadFirmware, node, answers: [undefined], acts: [] });
    const listed = window.choices.find(({ label }) => label === 'build/blinky-1.2.bin');
    assert.equal(listed?.description, '1.5 kB');
  });

  it('problems are shown', async (t) => {
    const { platform } = await run(t, { command: commands.showProblems, node: { node: 'device', device: lamp }, acts: [] });
    assert.deepEqual(
      platform.acted.map(([call]) => call),
      ['showProblems'],
    );
  });

  for (const [command, attribute, value] of [
    [commands.editMetadata, 'metadata', {}],
    [commands.editLocation, 'location', { longitude: 0, latitude: 0 }],
    [commands.editDeviceInfo, 'deviceInfo', {}],
  ] as const) {
    it(`${attribute} is edited as a message, and applied to its device as long as that is open`, async (t) => {
      const { platform, window, commandOf } = prepare(t, []);
      await commandOf(command)({ node: 'device', device: lamp });
      const document = vscode.window.activeTextEditor?.document;
      assert.ok(document);
      assert.ok(document.uri.path.endsWith(`lamp.l-1.${attribute}.dm.deviceUpdate.json`));
      await commandOf(commands.applyAttributes)(document.uri);
      assert.deepEqual(platform.acted, [['changeAttribute', lamp, attribute, value]]);
      assert.match(window.shown.at(-1) ?? '', /which was told/);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await until('it to be closed', () => document.isClosed || undefined);
      // Another document of that name is for nobody in particular.
      const other = await openText(`lamp.l-1.${attribute}.dm.deviceUpdate.json`, document.getText());
      const left = prepare(t, [undefined]);
      await left.commandOf(commands.applyAttributes)(other.uri);
      assert.deepEqual(left.platform.acted, []);
    });
  }
});

type Prepared = Omit<ReturnType<typeof prepare>, 'commandOf'>;

async function run(
  t: TestContext,
  { command, node, answers: given = [] }: CommandRow,
  refusal?: Error,
  more: ConstructorParameters<typeof ScriptedPlatform>[1] = {},
  told: object = {},
): Promise<Prepared> {
  const { commandOf, ...prepared } = prepare(t, given, more, told);
  prepared.platform.refusal = refusal;
  await commandOf(command)(node);
  return prepared;
}

function prepare(
  t: TestContext,
  given: readonly ScriptedAnswer[],
  more: ConstructorParameters<typeof ScriptedPlatform>[1] = {},
  told: object = {},
) {
  const window = new ScriptedWindow(t, given);
  const platform = new ScriptedPlatform({ ...answers, ...told }, more);
  t.after(() => platform.bin.dispose());
  const log = platform.bin.add(vscode.window.createOutputChannel('Commands', { log: true }));
  const all = allCommands(platform.parts, log);
  const commandOf = (id: CommandId) => async (node: unknown) => {
    const command = all.find((known) => known.id === id);
    assert.ok(command, id);
    await runGuarded(command, node, platform.notices);
  };
  return { window, platform, commandOf };
}
