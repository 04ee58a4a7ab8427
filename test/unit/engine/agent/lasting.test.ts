import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isManaged } from '../../../../src/rpc/session/sessionState.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { management } from '../../../support/engine/testSettings.ts';
import { deviceToken, org, startPlatform } from '../../../support/platform/testPlatform.ts';
import { until } from '../../../support/until.ts';
import { everyMode } from './agentBench.ts';

const one = { typeId: 'sensor', deviceId: 'one' };

for (const automatic of [true, false]) {
  test(`what a lasting session kept is answered and done on the next connection; automatic ${automatic}`, async (context) => {
    const { port, platform } = await startPlatform(context);
    const bench = new SessionBench(context);
    const { sessions, clock } = bench;
    const settings = bench.settings(port, {
      identity: { sender: 'device', org, ...one },
      home: 'embedded',
      cleanSession: false,
      management: management({ answers: everyMode('automatic'), automatic: true }),
      subscriptions: [
        { filter: 'iot-2/cmd/+/fmt/+', qos: 1 },
        { filter: 'iotdm-1/#', qos: 1 },
      ],
    });
    await sessions.connect(settings, { token: deviceToken });
    await bench.until('the device to be managed', () => isManaged(bench.state));
    await sessions.disconnect(settings.id);
    platform.actions.start({ action: 'device/reboot', devices: [one] });
    await sessions.connect({ ...settings, management: management({ answers: everyMode('automatic'), automatic }) }, { token: deviceToken });
    await bench.untilPhase('waiting');
    const report = await until('the action to be complete', () => {
      clock.advance(1_000);
      return platform.actions.of(one).find(({ state }) => state === 'complete');
    });
    assert.deepEqual(report.problems, []);
    assert.equal(bench.records.filter(({ topic }) => topic === 'iotdevice-1/response').length, 1);
  });
}
