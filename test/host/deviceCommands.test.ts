import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { lintObjection } from '../../src/rpc/lintObjection.ts';
import { Refusal } from '../../src/wiotp/refusal.ts';
import { runGuarded } from '../../src/workbench/commands/runGuarded.ts';
import { managementCommands } from '../../src/workbench/commands/managementCommands.ts';
import { replyCommands } from '../../src/workbench/commands/replyCommands.ts';
import { reportingCommands } from '../../src/workbench/commands/reportingCommands.ts';
import type { Connection } from '../../src/workbench/connections/connections.ts';
import { answerPresets } from '../../src/workbench/device/answerPresets.ts';
import { commands, type CommandId } from '../../src/workbench/ids.ts';
import { managedState, pendingRequest } from '../support/workbench/pendingRequest.ts';
import { edge, openConnection, ScriptedDevice, thermostat } from './support/scriptedDevice.ts';
import { goBack, ScriptedWindow, type ScriptedAnswer } from './support/scriptedWindow.ts';

interface Run {
  readonly command: CommandId;
  readonly connections?: readonly Connection[];
  readonly node?: unknown;
  readonly answers?: readonly ScriptedAnswer[];
  /** What the engine says, call by call. */
  readonly says?: readonly (() => unknown)[];
}

async function run(t: TestContext, { command, connections = [openConnection(thermostat)], node, answers = [], says = [] }: Run) {
  const device = new ScriptedDevice(connections);
  t.after(() => device.bin.dispose());
  for (const next of says) device.answer(next);
  const window = new ScriptedWindow(t, answers);
  const all = [...managementCommands(device.parts), ...reportingCommands(device.parts), ...replyCommands(device.parts)];
  const found = all.find(({ id }) => id === command);
  assert.ok(found);
  await runGuarded(found, node, device.parts.notices);
  assert.deepEqual(window.left, [], 'not every question was asked');
  return { device, window };
}

function objects(): never {
  throw new Refusal('lifetime is 60.', { rule: lintObjection, advice: 'Use 0 or at least 3600.' });
}

const reports: readonly (Required<Pick<Run, 'command' | 'answers'>> & { readonly asks: object })[] = [
  { command: commands.sendManageRequest, answers: [], asks: { kind: 'dm.manage' } },
  { command: commands.sendUnmanageRequest, answers: [], asks: { kind: 'dm.unmanage' } },
  {
    command: commands.updateLocation,
    answers: ['49.41, 8.68', '114', ''],
    asks: { kind: 'dm.location', d: { longitude: 8.68, latitude: 49.41, elevation: 114 } },
  },
  { command: commands.addErrorCode, answers: ['17'], asks: { kind: 'dm.addErrorCode', d: { errorCode: 17 } } },
  { command: commands.clearErrorCodes, answers: ['Clear'], asks: { kind: 'dm.clearErrorCodes' } },
  { command: commands.clearDeviceLog, answers: ['Clear'], asks: { kind: 'dm.clearLog' } },
  {
    command: commands.notifyChange,
    answers: ['mgmt.firmware', 'verification failed'],
    asks: { kind: 'dm.notify', d: { fields: [{ field: 'mgmt.firmware', value: { state: 0, updateStatus: 4 } }] } },
  },
  {
    command: commands.notifyChange,
    answers: ['colour', '"red"'],
    asks: { kind: 'dm.notify', d: { fields: [{ field: 'colour', value: 'red' }] } },
  },
];

describe('commands of a managed device', () => {
  for (const { command, answers, asks } of reports) {
    it(`${command} asks ${JSON.stringify(asks)} and tells what was answered`, async (t) => {
      const { device, window } = await run(t, { command, answers });
      assert.deepEqual(device.asked, [['request', 't-1', asks]]);
      assert.match(window.shown.at(-1) ?? '', /^\$\(check\) .* of t-1: rc 200, /);
    });

    for (const left of answers.keys())
      it(`${command} sends nothing when question ${left + 1} is left`, async (t) => {
        const { device } = await run(t, { command, answers: [...answers.slice(0, left), undefined] });
        assert.deepEqual(device.asked, []);
      });
  }

  it('a log entry carries its severity, the time of now and its data as base64', async (t) => {
    const { device } = await run(t, { command: commands.addLogEntry, answers: ['error', 'Sensor lost', 'grün'] });
    const [[, , request] = []] = device.asked;
    const { kind, d } = request as { kind: string; d: Record<string, unknown> };
    assert.equal(kind, 'dm.addLog');
    const { timestamp, ...rest } = d;
    assert.deepEqual(rest, { message: 'Sensor lost', severity: 2, data: 'Z3LDvG4=' });
    assert.ok(Math.abs(Date.parse(String(timestamp)) - Date.now()) < 60_000);
  });

  for (const [command, answer, why] of [
    [commands.updateLocation, '91, 8', /latitude 91 is out of range/],
    [commands.updateLocation, '49, 181', /longitude 181 is out of range/],
    [commands.addErrorCode, '1.5', /whole number/],
    [commands.addErrorCode, '2147483648', /whole number/],
    [commands.addErrorCode, '', /whole number/],
  ] as const)
    it(`${command} refuses "${answer}" as it is typed`, async (t) => {
      const { device, window } = await run(t, { command, answers: [answer] });
      assert.deepEqual(device.asked, []);
      assert.match(window.shown.at(-1) ?? '', why);
    });

  it('what the platform refuses is told with its code, meaning and message', async (t) => {
    const says = [() => ({ rc: 403, message: 'no such bundle' })];
    const { window } = await run(t, { command: commands.sendManageRequest, says });
    assert.match(window.shown.at(-1) ?? '', /^Manage request of t-1: rc 403, .+ \(no such bundle\)$/);
  });

  it('what the linter objects to is sent only when the user insists', async (t) => {
    const insisted = await run(t, { command: commands.sendManageRequest, answers: ['Send Anyway'], says: [objects] });
    assert.deepEqual(insisted.device.asked.at(-1), ['request', 't-1', { kind: 'dm.manage', anyway: true }]);
    assert.match(insisted.window.shown[0] ?? '', /The linter objects.*\nlifetime is 60\. Use 0 or at least 3600\./);
    const left = await run(t, { command: commands.sendManageRequest, answers: [undefined], says: [objects] });
    assert.equal(left.device.asked.length, 1);
  });

  it('a gateway speaks for itself or for a device behind it, known or named', async (t) => {
    const behind = { typeId: 'lamp', deviceId: 'l-7' };
    const connections = [openConnection(edge, [managedState(), managedState({ device: behind })])];
    const asks = async (answers: readonly ScriptedAnswer[], node?: unknown): Promise<unknown> =>
      (await run(t, { command: commands.sendManageRequest, connections, answers, node })).device.asked;
    assert.deepEqual(await asks(['g-1']), [['request', 'g-1', { kind: 'dm.manage' }]]);
    assert.deepEqual(await asks(['lamp:l-7']), [['request', 'g-1', { kind: 'dm.manage', device: behind }]]);
    const named = { typeId: 'lamp', deviceId: 'l-8' };
    assert.deepEqual(await asks(['lamp/l-8']), [['request', 'g-1', { kind: 'dm.manage', device: named }]]);
    const node = { node: 'management', id: 'g-1', state: managedState({ device: behind }) };
    assert.deepEqual(await asks([], node), [['request', 'g-1', { kind: 'dm.manage', device: behind }]]);
  });

  it('neither an application nor Quickstart has Device Management', async (t) => {
    const application = openConnection({ sender: 'application', apiKey: '', appId: 'app', shared: false });
    const { profile, ...rest } = openConnection(thermostat);
    const sandbox = { ...rest, profile: { ...profile, target: { kind: 'quickstart' } as const } };
    const { window } = await run(t, { command: commands.sendManageRequest, connections: [application, sandbox] });
    assert.match(window.shown.at(-1) ?? '', /No connection of a device or gateway is open\./);
  });
});

const request = pendingRequest();

function waiting(more: Parameters<typeof pendingRequest>[0] = {}): readonly Connection[] {
  return [openConnection(thermostat, [managedState({ pending: [pendingRequest(more)] })])];
}

describe('answering a pending request', () => {
  const command = commands.answerRequest;

  it('takes two presses for the usual answer', async (t) => {
    const { device, window } = await run(t, { command, connections: waiting(), answers: ['rc 202', 'Send rc 202'] });
    assert.deepEqual(device.asked, [['answer', 't-1', 'k-1', { rc: 202 }]]);
    assert.equal(window.choices[0]?.label, 'Send rc 202');
    assert.equal(window.choices[0]?.detail, '{"rc":202}');
  });

  it('offers the legal codes in the catalog’s order, and takes any other with a warning', async (t) => {
    const listed = await run(t, { command, connections: waiting(), answers: [undefined] });
    assert.deepEqual(
      listed.window.choices.map(({ label }) => label),
      ['rc 202', 'rc 500', 'rc 501', 'rc 400'],
    );
    const { device } = await run(t, { command, connections: waiting(), answers: ['418', 'Send rc 418'] });
    assert.deepEqual(device.asked, [['answer', 't-1', 'k-1', { rc: 418 }]]);
  });

  it('changes message and data, with a way back from everywhere', async (t) => {
    const answers: readonly ScriptedAnswer[] = [
      'rc 202',
      goBack,
      'rc 500',
      'Message…',
      goBack,
      'Message…',
      'Battery low',
      'Data…',
      '{"fields":[]}',
      'Data…',
      '{"level":3}',
      'Send rc 500',
    ];
    const { device } = await run(t, { command, connections: waiting(), answers });
    assert.deepEqual(device.asked, [['answer', 't-1', 'k-1', { rc: 500, message: 'Battery low', d: { level: 3 } }]]);
  });

  it('offers the current values for an observation', async (t) => {
    const payload = '{"d":{"fields":[{"field":"mgmt.firmware"}]},"reqId":"r-1"}';
    const connections = waiting({ kind: 'dm.observe', title: 'Observe request', topic: 'iotdm-1/observe', payload });
    const { device } = await run(t, { command, connections, answers: ['rc 200', 'Send rc 200'] });
    const d = { fields: [{ field: 'mgmt.firmware', value: { state: 0, updateStatus: 0 } }] };
    assert.deepEqual(device.asked, [['answer', 't-1', 'k-1', { rc: 200, d }]]);
  });

  it('says how a firmware action ends', async (t) => {
    const connections = waiting({ kind: 'dm.firmwareDownload', title: 'Firmware download request' });
    const answers = ['rc 202', 'How It Ends…', 'verification failed', 'Send rc 202'];
    const { device } = await run(t, { command, connections, answers });
    assert.deepEqual(device.asked, [['answer', 't-1', 'k-1', { rc: 202, updateStatus: 4 }]]);
    const well = ['rc 202', 'How It Ends…', 'out of memory', 'How It Ends…', 'success', 'Send rc 202'];
    assert.deepEqual((await run(t, { command, connections, answers: well })).device.asked, [['answer', 't-1', 'k-1', { rc: 202 }]]);
  });

  const row = { clientId: 'd:abc123:thermostat:t-1', topic: request.topic, reqId: request.reqId };

  it('is for the request of a row in the tree, or in the traffic log', async (t) => {
    const second = pendingRequest({ key: 'k-2', reqId: 'r-2' });
    const connections = [openConnection(thermostat, [managedState({ pending: [request, second] })])];
    for (const node of [
      { node: 'request', id: 't-1', request: second },
      { ...row, reqId: 'r-2' },
    ]) {
      const { device } = await run(t, { command, connections, node, answers: ['rc 501', 'Send rc 501'] });
      assert.deepEqual(device.asked, [['answer', 't-1', 'k-2', { rc: 501 }]]);
    }
  });

  it('is for the request that the context menu of a row names by its place', async (t) => {
    const node = { webviewSection: 'row', log: 'live', seq: 7, waits: true };
    const { device } = await run(t, { command, connections: waiting(), node, answers: ['rc 501', 'Send rc 501'], says: [() => row] });
    assert.deepEqual(device.asked, [
      ['message', 7, 'live'],
      ['answer', 't-1', 'k-1', { rc: 501 }],
    ]);
  });

  for (const [what, node] of [
    ['the tree', { node: 'request', id: 't-1', request: pendingRequest({ key: 'gone' }) }],
    ['the tree, of another connection', { node: 'request', id: 't-2', request }],
    ['the log', { ...row, reqId: 'gone' }],
    ['the log, of another client', { ...row, clientId: 'd:abc123:thermostat:t-2' }],
  ] as const)
    it(`says that a request of ${what} does not wait any more`, async (t) => {
      const { device, window } = await run(t, { command, connections: waiting(), node });
      assert.deepEqual(device.asked, []);
      assert.match(window.shown.at(-1) ?? '', /does not wait for an answer any more/);
    });

  it('lets choose among the requests of all connections', async (t) => {
    const connections = [
      ...waiting(),
      openConnection(edge, [
        managedState({ pending: [pendingRequest({ key: 'k-9', title: 'Factory reset request', kind: 'dm.factoryReset' })] }),
      ]),
    ];
    const { device } = await run(t, { command, connections, answers: ['Factory reset request', 'rc 202', 'Send rc 202'] });
    assert.deepEqual(device.asked, [['answer', 'g-1', 'k-9', { rc: 202 }]]);
  });

  it('asks before an answer leaves that the linter objects to', async (t) => {
    const answers = ['rc 500', 'Send rc 500', 'Send Anyway'];
    const { device } = await run(t, { command, connections: waiting(), answers, says: [objects] });
    assert.deepEqual(device.asked.at(-1), ['answer', 't-1', 'k-1', { rc: 500, anyway: true }]);
  });
});

describe('choosing how requests are answered', () => {
  const command = commands.chooseAnswers;

  it('takes a preset, keeps it in the profile and tells the open connection', async (t) => {
    const { device } = await run(t, { command, answers: ['All Automatic'] });
    assert.deepEqual(device.asked, [['setModes', 't-1', answerPresets.automatic]]);
    assert.deepEqual(
      device.kept.map(({ management }) => management.answers),
      [answerPresets.automatic],
    );
  });

  it('goes kind by kind until it is left', async (t) => {
    const answers: readonly ScriptedAnswer[] = [
      'Reboot request',
      'Automatic',
      'Observe request',
      goBack,
      'Factory reset request',
      'By the Replies Files',
      undefined,
    ];
    const { device, window } = await run(t, { command, answers });
    const modes = { ...answerPresets.usual, 'dm.reboot': 'automatic', 'dm.factoryReset': 'replies' };
    assert.deepEqual(device.asked.at(-1), ['setModes', 't-1', modes]);
    assert.equal(device.kept.length, 2);
    assert.equal(window.choices.find(({ label }) => label === 'Factory reset request')?.description, 'by replies');
  });

  it('changes nothing but the open connection where the profile is shared', async (t) => {
    const shared = { ...openConnection(thermostat), shared: {} as NonNullable<Connection['shared']> };
    const { device } = await run(t, { command, connections: [shared], answers: ['All Automatic'] });
    assert.deepEqual([device.asked.length, device.kept.length], [1, 0]);
    const { session: _session, ...closed } = shared;
    const refused = await run(t, { command, connections: [{ ...closed, session: undefined }] });
    assert.match(refused.window.shown.at(-1) ?? '', /no connection whose answers can be chosen/);
  });

  it('is kept for the next connection where there is none', async (t) => {
    const { session: _session, ...closed } = openConnection(thermostat);
    const { device } = await run(t, { command, connections: [{ ...closed, session: undefined }], answers: ['Ask Me about Everything'] });
    assert.deepEqual([device.asked.length, device.kept.length], [0, 1]);
  });
});
