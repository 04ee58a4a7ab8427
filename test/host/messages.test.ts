import assert from 'node:assert/strict';
import { afterEach, before, describe, it, type TestContext } from 'node:test';
import * as vscode from 'vscode';
import type { BootTexts } from '../../src/rpc/log/logStudies.ts';
import type { LogMessage } from '../../src/rpc/log/traffic.ts';
import { commands } from '../../src/workbench/ids.ts';
import { until } from '../support/until.ts';
import { applicationClient, gatewayClient, lampClient, PublishBench } from './support/publishBench.ts';

const event = 'iot-2/evt/status/fmt/json';
const own = 'd:abc123:lamp:l-1';

function message(facts: Partial<Omit<LogMessage, 'payload'>> & { readonly payload?: string | Uint8Array } = {}): LogMessage {
  const { payload = '{"t":1.0}', ...rest } = facts;
  const bytes = Buffer.from(payload);
  return {
    seq: 7,
    time: Date.UTC(2026, 2, 1, 9, 30),
    clientId: own,
    at: 'session',
    direction: 'up',
    topic: event,
    preview: '',
    size: bytes.length,
    problems: 0,
    qos: 1,
    retain: false,
    dup: false,
    findings: [],
    ...rest,
    payload: bytes,
  };
}

/** A log with these messages, by their numbers. */
function bench(t: TestContext, messages: readonly LogMessage[], answers: Readonly<Record<string, unknown>> = {}): PublishBench {
  return new PublishBench(t, { message: (seq: number) => messages.find((one) => one.seq === seq), ...answers });
}

const row = { webviewSection: 'row', log: 'live', seq: 7 };
const clipboard = (): Thenable<string> => vscode.env.clipboard.readText();

describe('A message of the traffic log', () => {
  before(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  for (const place of [undefined, {}, { log: 'live' }, { log: 'other', seq: 1 }, { log: 'live', seq: '7' }]) {
    it(`is not guessed from ${JSON.stringify(place)}`, async (t) => {
      const window = await bench(t, [message()]).run(t, commands.copyMessageAsJson, [], place);
      assert.match(window.shown.at(-1) ?? '', /No row of the traffic log was chosen/);
    });
  }

  for (const command of [commands.goToAnswer, commands.goToRequest, commands.filterByMessage]) {
    it(`is asked of the page that its menu was in, not of any: ${command}`, async (t) => {
      const window = await bench(t, [message()]).run(t, command, [], row);
      assert.match(window.shown.at(-1) ?? '', /No row of the traffic log was chosen/);
    });
  }

  it('has its menu carried out by the page that it was in', async (t) => {
    const log = bench(t, []);
    const place = { page: 'p-1', seq: 7 };
    for (const command of [commands.goToAnswer, commands.goToRequest, commands.filterByMessage])
      await log.run(t, command, [], { ...row, page: place.page });
    assert.deepEqual(log.acts, [
      ['goToPartner', place],
      ['goToPartner', place],
      ['filterByRow', place],
    ]);
  });

  it('has its topic copied', async (t) => {
    const topic = 'iot-2/evt/‮x/fmt/json';
    await bench(t, [message({ topic })]).run(t, commands.copyTopic, [], row);
    assert.equal(await clipboard(), topic);
  });

  it('that is gone is said to be', async (t) => {
    const window = await bench(t, []).run(t, commands.copyMessageAsJson, [], row);
    assert.match(window.shown.at(-1) ?? '', /no longer in the log/);
  });

  it('is copied as JSON, as a command and as C', async (t) => {
    const log = bench(t, [message()]);
    await log.run(t, commands.copyMessageAsJson, [], row);
    assert.match(await clipboard(), /"topic": "iot-2\/evt\/status\/fmt\/json",\n(.*\n)*.*"payload": \{"t":1\.0\}/);
    await log.run(t, commands.copyMessageAsMosquitto, [], row);
    assert.match(
      await clipboard(),
      /^mosquitto_pub -h "\$WIOTP_HOST" -p 1883 -i d:abc123:lamp:l-1 .* -q 1 -t iot-2\/evt\/status\/fmt\/json -m '\{"t":1\.0\}'\n$/,
    );
    await log.run(t, commands.copyMessageAsC, [], row);
    assert.match(await clipboard(), /MQTTClient_publish[^;]* 1, 0/);
  });

  it('of bytes is copied as C byte by byte', async (t) => {
    await bench(t, [message({ payload: Uint8Array.of(0, 0xff, 0x41) })]).run(t, commands.copyMessageAsC, [], row);
    assert.match(await clipboard(), /payload\[\] =\n {4}"\\000\\377A";/);
  });

  for (const command of [commands.copyMessageAsMosquitto, commands.copyMessageAsC])
    it(`that the platform sent is not copied as what publishes it: ${command}`, async (t) => {
      const window = await bench(t, [message({ direction: 'down' })]).run(t, command, [], row);
      assert.match(window.shown.at(-1) ?? '', /The platform sent this message/);
    });

  const files: readonly (readonly [
    what: string,
    facts: Parameters<typeof message>[0],
    language: string,
    name: RegExp,
    choice: string | undefined,
  ])[] = [
    ['an event', {}, 'json', /status\.json$/, event],
    ['snippets', { payload: '{"a":"${1:x}$0"}' }, 'json', /status\.json$/, event],
    ['csv', { topic: 'iot-2/evt/s/fmt/csv', payload: 'a,b\r\n1,2\r\n' }, 'plaintext', /s\.csv$/, 'iot-2/evt/s/fmt/csv'],
    ['xml', { topic: 'iot-2/evt/s/fmt/xml', payload: '<a>\n</a>' }, 'xml', /s\.xml$/, 'iot-2/evt/s/fmt/xml'],
    ['a request', { topic: 'iotdevice-1/mgmt/manage', payload: '{ }' }, 'json', /manage\.dm\.manage\.json$/, 'iotdevice-1/mgmt/manage'],
    ['an unknown topic', { topic: '../../odd', payload: 'x' }, 'plaintext', /payload\.txt$/, undefined],
  ];
  for (const [what, facts, language, name, choice] of files) {
    it(`becomes a new payload file: ${what}`, async (t) => {
      const log = bench(t, [message(facts)]);
      await log.run(t, commands.newPayloadFromMessage, [], row);
      const document = vscode.window.activeTextEditor?.document ?? assert.fail('no document is open');
      assert.equal(document.getText(), facts?.payload ?? '{"t":1.0}');
      assert.ok(document.isUntitled);
      assert.match(document.uri.path, name);
      assert.equal(document.languageId, language);
      assert.equal(log.parts.choices.get(document.uri), choice);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });
  }

  for (const [what, payload] of [
    ['bytes', Uint8Array.of(0xff, 0x0a)],
    ['mixed ends of lines', 'a\r\nb\n'],
    ['NUL', 'a\0b'],
  ] as const) {
    it(`is saved byte by byte where an editor would change it: ${what}`, async (t) => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      const file = vscode.Uri.joinPath(folder?.uri ?? assert.fail('no folder is open'), 'saved-payload.bin');
      await bench(t, [message({ payload })]).run(t, commands.newPayloadFromMessage, [file], row);
      assert.deepEqual(Buffer.from(await vscode.workspace.fs.readFile(file)), Buffer.from(payload));
      await vscode.workspace.fs.delete(file);
    });
  }

  it('is published again with everything filled in, and just as it was', async (t) => {
    const payload = '{"t":1.0,"text":"${now} $${x}"}';
    const log = bench(t, [message({ payload })]);
    const { id } = log.add(lampClient);
    const label = `Payload of ${new Date(message().time).toLocaleTimeString()}`;
    const window = await log.run(t, commands.publishMessageAgain, ['status', 'json', label, 'QoS 1', 'Publish Once'], row);
    assert.deepEqual(window.left, []);
    assert.deepEqual(log.published, [{ id, topic: event, payload, qos: 1, retain: false }]);
  });

  it('of bytes is published again byte by byte', async (t) => {
    const topic = 'iot-2/evt/raw/fmt/bin';
    const log = bench(t, [message({ topic, payload: Uint8Array.of(0, 0xff) })]);
    const { id } = log.add(lampClient);
    const label = `Payload of ${new Date(message().time).toLocaleTimeString()}`;
    await log.run(t, commands.publishMessageAgain, ['raw', 'bin', label, 'QoS 1', 'Publish Once'], row);
    assert.deepEqual(log.published, [{ id, topic, payload: '\u0000\u00ff', qos: 1, retain: false }]);
  });

  it('of Device Management is published again as it was, after a question', async (t) => {
    const topic = 'iotdevice-1/mgmt/manage';
    const payload = '{"d":{"supports":{"deviceActions":true}},"reqId":"r-1"}';
    const log = bench(t, [message({ topic, payload })]);
    const { id } = log.add(lampClient);
    const window = await log.run(t, commands.publishMessageAgain, ['Publish'], row);
    assert.match(window.shown[0] ?? '', /Publish this message again as l-1\?/);
    assert.deepEqual(log.published, [{ id, topic, payload, qos: 1, retain: false }]);
  });

  it('that the platform sent is not published, and who sends it is said', async (t) => {
    const log = bench(t, [message({ topic: 'iotdm-1/mgmt/initiate/device/reboot', direction: 'down' })]);
    log.add(lampClient);
    const window = await log.run(t, commands.publishMessageAgain, [], row);
    assert.match(window.shown.at(-1) ?? '', /the platform sent it\. The Platform view/);
  });

  it('says who could publish it where no such connection is open', async (t) => {
    const command = message({ topic: 'iot-2/cmd/set/fmt/json', direction: 'down' });
    const log = bench(t, [command]);
    log.add(lampClient);
    log.add(gatewayClient);
    const window = await log.run(t, commands.publishMessageAgain, [], row);
    assert.match(window.shown.at(-1) ?? '', /It can be published by: application\./);
    assert.deepEqual(log.published, []);
  });

  it('that a device got as a command is sent again by an application', async (t) => {
    const log = bench(t, [message({ topic: 'iot-2/cmd/set/fmt/json', direction: 'down' })]);
    const { id } = log.add(applicationClient);
    const label = `Payload of ${new Date(message().time).toLocaleTimeString()}`;
    await log.run(t, commands.publishMessageAgain, ['set', 'lamp:l-1', 'json', label, 'QoS 1', 'Send Command'], row);
    assert.deepEqual(log.published, [
      { id, topic: 'iot-2/type/lamp/id/l-1/cmd/set/fmt/json', payload: '{"t":1.0}', qos: 1, retain: false },
    ]);
  });

  it('is compared with the one before it on the same topic', async (t) => {
    const log = bench(t, [message({ seq: 3, payload: '{"t":2.50}' }), message()], { previousOfTopic: 3 });
    await log.run(t, commands.compareWithPreviousMessage, [], row);
    const [before, after] = await comparedTexts();
    assert.match(vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '', /fmt\/json: \d\d:30:00\.000 ↔ \d\d:30:00\.000$/);
    assert.deepEqual([before, after], ['{\n  "t": 2.50\n}', '{\n  "t": 1.0\n}']);
  });

  it('without one before it is not compared', async (t) => {
    const window = await bench(t, [message()]).run(t, commands.compareWithPreviousMessage, [], row);
    assert.match(window.shown.at(-1) ?? '', /no earlier message of this client on the same topic/);
  });

  it('leads to a comparison of two boots', async (t) => {
    const began = new Date(2026, 10, 22, 23, 35, 6).getTime();
    const texts: BootTexts = {
      before: { clientId: own, cut: 'connect', time: began, text: 'one\n' },
      after: { clientId: own, cut: 'connect', time: began + 18_000, text: 'two\n' },
    };
    const log = bench(t, [message()], { compareBoots: texts });
    await log.run(t, commands.compareWithPreviousBoot, [], row);
    assert.deepEqual(await comparedTexts(), ['one\n', 'two\n']);
    assert.match(vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '', /: boot 23:35:06 ↔ 23:35:24$/);
    assert.equal(log.asked.filter(([call]) => call === 'compareBoots').length, 1);
  });

  it('of the first boot is not compared with nothing', async (t) => {
    const window = await bench(t, [message()]).run(t, commands.compareWithPreviousBoot, [], row);
    assert.match(window.shown.at(-1) ?? '', /nothing before to compare with\. .*Add Marker/);
  });
});

/** Both sides of the comparison in the active editor. */
async function comparedTexts(): Promise<readonly string[]> {
  const input = await until('a comparison', () => {
    const shown: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    return shown instanceof vscode.TabInputTextDiff ? shown : undefined;
  });
  const documents = await Promise.all([input.original, input.modified].map((uri) => vscode.workspace.openTextDocument(uri)));
  return documents.map((document) => document.getText());
}
