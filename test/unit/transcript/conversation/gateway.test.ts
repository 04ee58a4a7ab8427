import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foundInSteps, lint } from '../support.ts';
import { fields } from './scenes.ts';

describe('a gateway', () => {
  const device = { classId: 'Gateway' };
  const ask = (id: string) => ({ topic: `iotdm-1/type/t/id/${id}/observe`, payload: fields('o') });
  const reply = (id: string) => ({ topic: `iotdevice-1/type/t/id/${id}/response`, payload: { rc: 200, reqId: 'o' } });

  it('answers for each device on its own topic', () => {
    assert.deepEqual(foundInSteps([ask('a'), ask('b'), reply('b'), reply('a')], { device }), []);
    assert.deepEqual(foundInSteps([ask('a'), reply('b')], { device }), ['conversation/answer-topic "iotdevice-1/type/t/id/b/response"']);
  });

  it('has a state for each device', () => {
    const unmanage = { topic: 'iotdevice-1/type/t/id/a/mgmt/unmanage', payload: { reqId: '1' } };
    assert.deepEqual(foundInSteps([unmanage, ask('b'), reply('b')], { device }), []);
    assert.deepEqual(foundInSteps([unmanage, ask('a'), reply('a')], { device }), [
      'conversation/not-managed "iotdm-1/type/t/id/a/observe"',
    ]);
  });

  it('is one device by its IDs and by the variables for them', () => {
    const own = { classId: 'Gateway', typeId: 't', deviceId: 'a' };
    assert.deepEqual(
      foundInSteps([{ ...ask('a'), topic: 'iotdm-1/type/${typeId}/id/${deviceId}/observe' }, reply('a')], { device: own }),
      [],
    );
  });

  it('is told once that it answers on a topic of devices', () => {
    assert.deepEqual(foundInSteps([ask('a'), { topic: 'iotdevice-1/response', payload: { rc: 200, reqId: 'o' } }], { device }), [
      'message/topic "iotdevice-1/response"',
    ]);
  });

  it('restarts with its connection, and devices behind it do not', () => {
    const ids = { typeId: 't', deviceId: 'g' };
    const asked = (id: string) => ({ topic: `iotdm-1/type/t/id/${id}/mgmt/initiate/device/reboot`, payload: { reqId: 'r' } });
    const accepts = (id: string) => ({ topic: `iotdevice-1/type/t/id/${id}/response`, payload: { rc: 202, reqId: 'r' } });
    const manages = (id: string, reqId: string) => ({ topic: `iotdevice-1/type/t/id/${id}/mgmt/manage`, payload: { reqId } });
    const again = [{ connection: 'closed' }, { connection: 'open' }, { connection: 'subscribed', filter: 'iotdm-1/type/+/id/+/#' }];
    const goesOn = [...again, manages('a', '1'), accepts('a'), manages('a', '2')];
    for (const header of [device, { ...device, ...ids }]) assert.deepEqual(foundInSteps([asked('a'), ...goesOn], { device: header }), []);
    assert.deepEqual(foundInSteps([asked('g'), ...again, manages('g', '1')], { device: { ...device, ...ids } }), [
      'conversation/restart-unconfirmed "closed"',
    ]);
  });

  it('is called one', () => {
    const steps = [{ connection: 'open' }, ask('a'), reply('a')];
    const [problem] = lint({ device, starts: 'offline', steps }).filter(({ rule }) => rule === 'conversation/not-subscribed');
    assert.match(problem?.message ?? '', /^The gateway is not subscribed/);
  });
});
