import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DeviceName, DeviceState } from '../../../../src/rpc/device/deviceState.ts';
import { FollowedDevices } from '../../../../src/workbench/embeddedPlatform/followedDevices.ts';
import type { PlatformHost } from '../../../../src/workbench/embeddedPlatform/platformHost.ts';
import { until } from '../../../support/until.ts';
import { deviceDetails, deviceState } from '../../../support/workbench/deviceState.ts';

const lamp = { typeId: 'lamp', deviceId: 'l-1' };

/** A platform with one device, which counts how often it was asked. */
function platformWith(state: DeviceState | undefined) {
  const platform = { state, asked: 0 };
  const ask = async (): Promise<unknown> => {
    platform.asked++;
    if (platform.state === undefined) throw new Error('not registered');
    return deviceDetails(platform.state);
  };
  const host = { calls: async () => ({ ask }) } as unknown as Pick<PlatformHost, 'calls'>;
  const told: DeviceName[] = [];
  return { platform, told, followed: new FollowedDevices(host, (device) => told.push(device)) };
}

describe('a device that is looked at', () => {
  it('is asked for once, and comes from memory then', async () => {
    const { platform, followed, told } = platformWith(deviceState('lamp', 'l-1'));
    const [first, second] = await Promise.all([followed.details(lamp), followed.details(lamp)]);
    assert.ok(first);
    assert.equal(first, second);
    assert.equal(await followed.details(lamp), first);
    assert.equal(platform.asked, 1);
    assert.deepEqual(told, []);
  });

  it('is asked for again with its news, and told when it is otherwise', async () => {
    const { platform, followed, told } = platformWith(deviceState('lamp', 'l-1'));
    await followed.details(lamp);
    followed.take([lamp]);
    await until('the second question', () => platform.asked === 2 || undefined);
    platform.state = deviceState('lamp', 'l-1', { online: true });
    followed.take([platform.state]);
    await until('the change', () => told.length === 1 || undefined);
    assert.deepEqual(told, [lamp]);
    assert.equal((await followed.details(lamp))?.state.online, true);
  });

  it('is asked for a few times only, however much is told of it', async () => {
    const { platform, followed, told } = platformWith(deviceState('lamp', 'l-1'));
    await followed.details(lamp);
    platform.state = deviceState('lamp', 'l-1', { online: true });
    for (let news = 0; news < 1000; news++) followed.take([lamp]);
    await until('the change', () => told.length === 1 || undefined);
    assert.ok(platform.asked <= 3, `asked ${platform.asked} times`);
  });

  it('is left alone when nobody looks any more', async () => {
    const { platform, followed } = platformWith(deviceState('lamp', 'l-1'));
    await followed.details(lamp);
    followed.leave(lamp);
    followed.take([lamp]);
    assert.deepEqual(followed.names(), []);
    assert.equal(platform.asked, 1);
  });

  it('that is gone has no details', async () => {
    const { followed } = platformWith(undefined);
    assert.equal(await followed.details(lamp), undefined);
  });
});
