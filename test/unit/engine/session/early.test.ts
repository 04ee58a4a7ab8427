import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usualModes } from '../../../../src/replies/answerMode.ts';
import { isManaged } from '../../../../src/rpc/session/sessionState.ts';
import { scriptedServer } from '../../../support/engine/scriptedServer.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';
import { management } from '../../../support/engine/testSettings.ts';
import { soon } from '../../../support/platform/soon.ts';

const automatic = management({ automatic: true, answers: { ...usualModes, 'dm.reboot': 'automatic' } });
const reboot = { topic: 'iotdm-1/mgmt/initiate/device/reboot', payload: '{"reqId":"r-1"}' };

test('a request that comes right after CONNACK, before the subscriptions are there, is answered and has its effect', async (context) => {
  const bench = new SessionBench(context);
  const answered = Promise.withResolvers<string>();
  const port = await scriptedServer(context, (packet, { number, send }) => {
    if (packet.cmd === 'connect' && number === 1) send({ cmd: 'publish', ...reboot, qos: 1, messageId: 1, dup: false, retain: false });
    if (packet.cmd !== 'publish') return;
    send({ cmd: 'puback', messageId: packet.messageId ?? 0 });
    const payload = packet.payload.toString();
    if (packet.topic === 'iotdevice-1/response') return answered.resolve(payload);
    if (!packet.topic.endsWith('/manage')) return;
    const { reqId } = JSON.parse(payload) as { reqId: string };
    const response = { topic: 'iotdm-1/response', payload: JSON.stringify({ rc: 200, reqId }) };
    send({ cmd: 'publish', ...response, qos: 0, dup: false, retain: false });
  });
  await bench.connect(port, { cleanSession: false, management: automatic });
  assert.equal(await soon('the answer', answered.promise), '{"rc":202,"reqId":"r-1"}');
  await bench.untilPhase('waiting');
  assert.match(bench.state.reason ?? '', /restarts/);
  assert.deepEqual(bench.crossed.slice(0, 2), ['connection.open', `down ${reboot.topic}`]);
  bench.clock.advance(1_000);
  await bench.until('the device to be back and managed', () => isManaged(bench.state));
});

test('a reboot that is accepted while the Manage request is not answered happens', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context, { answer: () => undefined });
  const connected = bench.connect(broker.port, { management: automatic });
  await broker.heard('iotdevice-1/mgmt/manage');
  await broker.send(reboot.topic, { reqId: 'r-1' });
  await broker.heard('iotdevice-1/response');
  await bench.untilPhase('waiting');
  await connected;
  assert.match(bench.state.reason ?? '', /restarts/);
  bench.clock.advance(1_000);
  await bench.untilPhase('connected');
  await broker.heard('iotdevice-1/mgmt/manage', 2);
});
