import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { ControlConnections } from '../../../../src/platform/control/controlConnections.ts';
import { ControlServer } from '../../../../src/platform/control/controlServer.ts';
import { ControlClient } from '../../../support/platform/controlClient.ts';
import { controlledPlatform } from '../../../support/platform/controlled.ts';
import { asApplication, org, startPlatform, type TestPlatform } from '../../../support/platform/testPlatform.ts';

async function steered(t: TestContext): Promise<{ platform: TestPlatform; control: ControlClient }> {
  const platform = await startPlatform(t);
  const server = new ControlServer(new ControlConnections(controlledPlatform(platform.platform), true, () => undefined));
  const control = await ControlClient.open(await server.listen());
  t.after(async () => {
    control.close();
    await server.close();
  });
  await control.ask('describe');
  return { platform, control };
}

test('an attempt to connect is told as it gets further, and the device can be registered with the token that it sent', async (t) => {
  const { platform, control } = await steered(t);
  const login = { clientId: `d:${org}:board:b-1`, username: 'use-token-auth', password: 'token-of-the-board' };
  const board = await platform.dial();
  assert.equal((await board.connect(login)).returnCode, 5);
  await control.until('the refusal', () => control.attempts.some(({ stage }) => stage === 'refused'));
  const refused = control.attempts.find(({ stage }) => stage === 'refused');
  assert.deepEqual([refused?.clientId, refused?.code, refused?.peer], [login.clientId, 5, board.peer]);
  assert.deepEqual(refused?.registrable, { typeId: 'board', deviceId: 'b-1', classId: 'Device' });
  assert.equal(JSON.stringify(control.attempts).includes(login.password), false);
  assert.deepEqual(await control.ask('registerAttempt', refused?.connection ?? ''), { typeId: 'board', deviceId: 'b-1' });
  assert.equal((await (await platform.dial()).connect(login)).returnCode, 0);
  await control.until('the registered device', () => control.devices.some(({ deviceId, online }) => deviceId === 'b-1' && online));
  await assert.rejects(control.ask('registerAttempt', 'no such connection'), { name: 'Refusal' });
});

test('applications are told as they come and go', async (t) => {
  const { platform, control } = await steered(t);
  const app = await platform.connect(asApplication());
  await control.until('the application', () => control.applications.some(({ peer }) => peer === app.peer));
  app.socket.destroy();
  await control.until('its end', () => control.applications.length === 0);
});

test('a fault for all is seen at each device, until it is cleared', async (t) => {
  const { control } = await steered(t);
  await control.ask('inject', 'all', { fault: 'answers', answers: { kind: 'silent' } });
  await control.until('the fault', () => control.devices.filter(({ faulty }) => faulty).length === 9);
  await control.ask('inject', 'all', { fault: 'clear' });
  await control.until('its end', () => control.devices.every(({ faulty }) => !faulty));
});
