import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rules } from '../../../../src/lint/rules.ts';
import { runInProcess } from '../../../support/cli/runInProcess.ts';

/** Arguments, the exit code, and what the output contains. */
const cases: readonly (readonly [args: string, code: number, said: RegExp])[] = [
  ['276', 0, /^close code 276: topic not valid\n {2}\S/],
  ['5', 0, /^CONNACK code 5: not authorised\n/],
  ['200', 0, /^rc 200: success\n[^]*\n {4}to dm\.manage +the device is managed now\n/],
  ['0', 0, /CONNACK code 0: [^]*MQTT 5 reason code 0x00 \(0\): [^]*close code 0: /],
  ['0x8E', 0, /^MQTT 5 reason code 0x8E \(142\): session taken over/],
  ['0X8e', 0, /^MQTT 5 reason code 0x8E \(142\): /],
  ['99999', 1, /^99999 means nothing here/],
  [
    'iot-2/evt/status/fmt/json',
    0,
    /The topic of\n {2}device\.event +Event +eventId "status", format "json"\n\nAllowed\n {2}device: publish\n/,
  ],
  ['iot-2/evt/status', 1, /^iot-2\/evt\/status\nNobody may use it\.\n\nRefused\n  device: publish\n[^]*code 276[^]*A topic of no message/],
  ['iot-2/cmd/+/fmt/+', 0, /A filter that catches\n {2}device\.command [^]*Allowed\n {2}device: subscribe/],
  ['iot-2/cmd/test/fmt/#', 1, /level 5 is "#"/],
  ['#', 1, /^#\nNobody may use it\.\n\nRefused\n  device: subscribe\n/],
  ['$SYS/x', 1, /belongs to the system/],
  ['iotdm-1/response/', 0, /But: /],
  ['d:abc123:t:i-1', 0, /^d:abc123:t:i-1\nThe client ID of a device\n {2}organisation +abc123\n[^]*user name +use-token-auth\n$/],
  ['d:abc123:thermostat:t-100', 0, /25 characters\. MQTT 3\.1 allows 23/],
  ['A:abc123:app:1', 0, /The client ID of a shared application\n[^]*instance ID +1\n[^]*API key, a-abc123-…/],
  ['d:abc123:t:00:11:22:33:44:55', 1, /No client ID[^]*contains no colon[^]*CONNACK 5/],
  ['d:abc123:t:a/b', 1, /must not contain "\/"[^]*CONNACK 2/],
  ['g:quickstart:t:i', 1, /The client ID of a gateway\n[^]*Quickstart has no gateways/],
  ['masdev.messaging.iot.mas.example.com', 0, /organisation masdev: Maximo Application Suite\.\n\nPorts\n {2}443 +TLS/],
  ['abc123.messaging.internetofthings.ibmcloud.com', 1, /classic service\.\n\nPorts\n {2}8883 +TLS[^]*ended in December 2023/],
  ['messaging.iot.mas.example.com', 1, /organisation is missing/],
  ['mqtts://masdev.messaging.iot.mas.example.com', 1, /no protocol before it/],
  ['masdev.messaging.iot.mas.example.com:443', 1, /port is no part/],
  ['abc123.internetofthings.ibmcloud.com', 1, /for REST and the dashboard[^]*MQTT went to/],
  ['dm/lifetime', 0, /^dm\/lifetime \(error\): [^]*\nWrong\n {2}\{[^]*\nRight\n {2}\{/],
];

describe('wiotp explain', () => {
  for (const [arg, code, said] of cases) {
    test(`${arg.slice(0, 40)} is exit ${code}`, async () => {
      const run = await runInProcess(['explain', arg]);
      assert.deepEqual([run.code, run.err], [code, '']);
      assert.match(run.out, said);
      const json = await runInProcess(['explain', '--json', arg]);
      assert.equal(json.code, code);
      assert.equal(json.out.indexOf('\n'), json.out.length - 1);
      JSON.parse(json.out);
    });
  }

  test('the class whose form a topic has is answered at length, others in a line below what happens to them', async () => {
    for (const [topic, user, use] of [
      ['iot-2/evt/status/fmt/json', 'device', 'subscribe'],
      ['iot-2/evt/status', 'device', 'publish'],
      ['iot-2/type/t/id/d/evt/e/fmt/json', 'gateway', 'subscribe'],
      ['iot-2/type/t/id/d/cmd/c/fmt', 'gateway', 'publish'],
    ] as const) {
      const { out } = await runInProcess(['explain', topic]);
      const [answer = '', others = ''] = out.split('\n\nRefused to others\n');
      assert.ok(answer.includes(`\n\nRefused\n  ${user}: ${use}\n      `), out);
      const lines = others.trimEnd().split('\n');
      const consequences = lines.filter((line) => /^ {2}\S/.test(line));
      assert.deepEqual([...new Set(consequences)], consequences);
      for (const line of consequences) assert.match(line, /^ {2}The platform /);
      const [, ...rest] = lines.filter((line) => !consequences.includes(line));
      for (const line of rest) assert.match(line, /^ {4}(?:Quickstart )?(?:device|gateway|application) +(?:publish|subscribe) +[A-Z]/);
    }
  });

  test('no line ends with spaces', async () => {
    assert.doesNotMatch((await runInProcess(['explain', '#'])).out, / $/m);
  });

  test('every rule can be explained', async () => {
    for (const rule of Object.keys(rules)) {
      const { code, out } = await runInProcess(['explain', rule]);
      assert.deepEqual([code, out.startsWith(`${rule} (`)], [0, true], rule);
    }
  });

  test('JSON says what kind of thing it was, and everything about it', async () => {
    const json = async (text: string) => JSON.parse((await runInProcess(['explain', '--json', text])).out) as Record<string, unknown>;
    const { number, meanings } = await json('276');
    assert.deepEqual(
      [number, (meanings as { of: string; code: number }[]).map(({ of, code }) => [of, code])],
      [276, [['close code', 276]]],
    );
    const { topic, isFilter, kinds, verdicts } = await json('iot-2/evt/a b/fmt/json');
    assert.deepEqual(
      [topic, isFilter, kinds],
      ['iot-2/evt/a b/fmt/json', false, [{ kind: 'device.event', parts: { eventId: 'a b', format: 'json' } }]],
    );
    assert.ok(
      (verdicts as { user: string; use: string; allowed: boolean }[]).some(
        ({ user, use, allowed }) => user === 'device' && use === 'publish' && allowed,
      ),
    );
    assert.deepEqual(await json('dm/lifetime'), { rule: 'dm/lifetime', ...rules['dm/lifetime'] });
  });

  test('a topic cannot drive the terminal', async () => {
    const { out } = await runInProcess(['explain', 'iot-2/evt/\u001b[2J/fmt/json']);
    // oxlint-disable-next-line no-control-regex -- it is what is looked for
    assert.doesNotMatch(out, /\u001b/);
  });

  for (const [args, said] of [
    [[], /nothing to explain/],
    [['nonsense'], /"nonsense" is no number, no topic, no rule, no client ID and no host of the platform\. See wiotp explain --help/],
    [[''], /"" is no number/],
    [['9'.repeat(400)], /is no number/],
    [['1e3'], /"1e3" is no number/],
    [['192.0.2.1'], /no host of the platform/],
    [['dm.manage'], /dm\.manage is a kind of message\. See wiotp kinds dm\.manage/],
    [['dm/lifetim'], /There is no rule dm\/lifetim\. Is dm\/lifetime meant\?/],
    [['1', '2'], /One thing at a time/],
  ] as const) {
    test(`"wiotp explain ${args.join(' ')}" is wrong usage`, async () => {
      const { code, out, err } = await runInProcess(['explain', ...args]);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, said);
    });
  }
});
