import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { Refusal } from '../../src/wiotp/refusal.ts';
import { commands } from '../../src/workbench/ids.ts';
import { openText } from './support/sample.ts';
import { applicationClient, gatewayClient, lampClient, PublishBench } from './support/publishBench.ts';

const devices = [{ typeId: 'lamp', deviceId: 'l-1' }];

describe('Send Command as Application…', () => {
  before(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('sends it to any device, over the application’s own connection', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    const { id } = bench.add(applicationClient);
    await bench.run(t, commands.sendApplicationCommand, ['blink', 'lamp:l-1', 'json', '{"on":true}', 'QoS 1', 'Send Command']);
    const topic = 'iot-2/type/lamp/id/l-1/cmd/blink/fmt/json';
    assert.deepEqual(bench.published, [{ id, topic, payload: '{"on":true}', qos: 1, retain: false }]);
    t.mock.restoreAll();
    const window = await bench.run(t, commands.sendApplicationCommand, ['blink', 'Send Command']);
    assert.deepEqual(window.left, []);
    assert.equal(bench.published.length, 2);
  });

  it('is nothing for a device', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    const window = await bench.run(t, commands.sendApplicationCommand, []);
    assert.match(window.shown.at(-1) ?? '', /No connection of an application is open/);
  });
});

describe('Start Device Action as Application…', () => {
  const rows = [
    [['lamp:l-1', 'device/reboot'], { action: 'device/reboot', parameters: [], devices }],
    [['lamp:l-1', 'device/factoryReset', 'Request Factory Reset'], { action: 'device/factoryReset', parameters: [], devices }],
    [['lamp:l-1', 'firmware/update'], { action: 'firmware/update', parameters: [], devices }],
    [
      ['lamp:l-1', 'firmware/download', 'http://h/i', 'Blinky', '', '1.2'],
      {
        action: 'firmware/download',
        parameters: [
          { name: 'uri', value: 'http://h/i' },
          { name: 'name', value: 'Blinky' },
          { name: 'verifier', value: '' },
          { name: 'version', value: '1.2' },
        ],
        devices,
      },
    ],
    [
      ['lamp:l-1', 'beeper/beep', 'times=3', 'tone=high', ''],
      {
        action: 'beeper/beep',
        parameters: [
          { name: 'times', value: 3 },
          { name: 'tone', value: 'high' },
        ],
        devices,
      },
    ],
  ] as const;
  for (const [answers, action] of rows) {
    it(`starts ${action.action} and tells its end`, async (t) => {
      const bench = new PublishBench(t);
      const { id } = bench.add(applicationClient);
      const window = await bench.run(t, commands.startRestAction, answers);
      assert.deepEqual(window.left, []);
      assert.deepEqual(bench.asked, [
        ['startAction', id, action],
        ['actionStatus', id, 'r-1'],
      ]);
      assert.match(window.shown.at(-1) ?? '', / of lamp:l-1: complete, It is done\./);
    });
  }

  it('does nothing when a factory reset is not confirmed', async (t) => {
    const bench = new PublishBench(t);
    bench.add(applicationClient);
    await bench.run(t, commands.startRestAction, ['lamp:l-1', 'device/factoryReset', undefined]);
    assert.deepEqual(bench.asked, []);
  });

  it('tells why the platform refuses', async (t) => {
    const bench = new PublishBench(t, { startAction: new Refusal('h has no REST interface.', { rule: 'test', advice: 'Use another.' }) });
    bench.add(applicationClient);
    const window = await bench.run(t, commands.startRestAction, ['lamp:l-1', 'device/reboot']);
    assert.equal(window.shown.at(-1), 'h has no REST interface. Use another.');
  });

  it('says that an action cannot be followed any more', async (t) => {
    const bench = new PublishBench(t, { actionStatus: new Refusal('It is gone.', { rule: 'test', advice: 'Connect.' }) });
    bench.add(applicationClient);
    const window = await bench.run(t, commands.startRestAction, ['lamp:l-1', 'device/reboot']);
    assert.match(window.shown.at(-1) ?? '', /it was started, but cannot be followed any more\. It is gone\. Connect\./);
  });

  it('says at once that Quickstart has no Device Management', async (t) => {
    const bench = new PublishBench(t);
    bench.add(applicationClient, { target: { kind: 'quickstart' } });
    const window = await bench.run(t, commands.startRestAction, []);
    assert.match(window.shown.at(-1) ?? '', /Quickstart, which has no Device Management/);
  });
});

describe('Publish Payload File', () => {
  const request = '{ "reqId": "a" }';

  it('publishes on the file’s topic, without questions', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    await openText('some.dm.unmanage.json', request);
    await bench.run(t, commands.publishPayloadFile, []);
    assert.deepEqual(bench.published, [{ id: 'device-0', topic: 'iotdevice-1/mgmt/unmanage', payload: request, qos: 1, retain: false }]);
  });

  it('takes the file that a menu of files was opened on', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    const { uri } = await openText('other.dm.unmanage.json', request);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await bench.run(t, commands.publishPayloadFile, [], uri);
    assert.equal(bench.published.length, 1);
  });

  it('asks a gateway for which device it is', async (t) => {
    const bench = new PublishBench(t);
    bench.add(gatewayClient);
    await openText('some.dm.unmanage.json', request);
    await bench.run(t, commands.publishPayloadFile, ['lamp:l-7']);
    assert.deepEqual(bench.published, [
      { id: 'gateway-0', topic: 'iotdevice-1/type/lamp/id/l-7/mgmt/unmanage', payload: request, qos: 1, retain: false },
    ]);
  });

  it('publishes a long topic as a gateway, and never as a device', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    const { uri } = await openText('long.json', request);
    const topic = 'iotdevice-1/type/lamp/id/l-7/mgmt/unmanage';
    await bench.parts.choices.choose(uri, topic);
    const window = await bench.run(t, commands.publishPayloadFile, []);
    assert.match(window.shown.at(-1) ?? '', /It is sent by: gateway/);
    t.mock.restoreAll();
    bench.add(gatewayClient);
    await bench.run(t, commands.publishPayloadFile, []);
    assert.deepEqual(bench.published, [{ id: 'gateway-1', topic, payload: request, qos: 1, retain: false }]);
  });

  it('refuses what the platform sends, with the reason', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    await openText('some.dm.reboot.json', request);
    const window = await bench.run(t, commands.publishPayloadFile, []);
    assert.match(window.shown.at(-1) ?? '', /nothing that a device, gateway or application publishes/);
    assert.deepEqual(bench.published, []);
  });

  it('asks before what the linter objects to', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    await openText('wrong.dm.manage.json', '{ "d": { "lifetime": 60 }, "reqId": "a" }');
    const window = await bench.run(t, commands.publishPayloadFile, [undefined]);
    assert.match(window.shown.at(-1) ?? '', /lifetime/);
    assert.deepEqual(bench.published, []);
  });

  it('fills in variables', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    await openText('filled.dm.unmanage.json', '{ "reqId": "r-${counter}" }');
    await bench.run(t, commands.publishPayloadFile, []);
    assert.equal((bench.published[0] as { readonly payload: string }).payload, '{ "reqId": "r-1" }');
  });
});
