import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Conversation } from '../../../../src/transcript/conversation/conversation.ts';
import type { ConnectionEvent, MessageEvent } from '../../../../src/transcript/conversation/event.ts';
import { matchTopic } from '../../../../src/wiotp/topic.ts';

function message(id: number, topic: string, payload: unknown): MessageEvent {
  const match = matchTopic(topic, 'device');
  const sender = topic.startsWith('iotdm-1/') ? 'platform' : 'device';
  return { type: 'message', id, topic, kind: match?.kind, parts: match?.parts ?? {}, sender, payload };
}

describe('a conversation of live messages', () => {
  it('names events by the numbers that the caller gives them', () => {
    const conversation = new Conversation({ connected: true, managed: true });
    assert.deepEqual(conversation.take(message(700, 'iotdm-1/mgmt/initiate/device/reboot', { reqId: 'r' })).findings, []);
    const { findings, answers } = conversation.take(message(900, 'iotdevice-1/response', { rc: 202, reqId: 'r' }));
    assert.deepEqual(findings, []);
    assert.equal(answers?.kind.name, 'dm.reboot');
    assert.equal(answers.event, 700);
    assert.deepEqual(
      conversation.end().map(({ rule, place }) => [rule, place.event]),
      [['conversation/manage-missing', 900]],
    );
  });

  it('begins where nothing is granted', () => {
    const conversation = new Conversation({ connected: false, managed: false });
    const opened: ConnectionEvent = { type: 'connection', id: 1, event: 'open' };
    assert.deepEqual(conversation.take(opened).findings, []);
    const [finding] = conversation.take(message(2, 'iotdevice-1/mgmt/manage', { reqId: 'm' })).findings;
    assert.equal(finding?.rule, 'conversation/answer-missed');
    assert.deepEqual(
      finding.related?.map(({ place }) => place),
      [{ event: 1, part: 'event' }],
    );
  });

  it('takes payloads that are no objects', () => {
    for (const payload of [undefined, null, 'text', 7, [], [[]], { d: null, reqId: 7 }, { d: { fields: [null, 7, {}] }, reqId: '' }]) {
      const conversation = new Conversation({ connected: true, managed: true });
      for (const topic of [
        'iotdevice-1/response',
        'iotdevice-1/notify',
        'iotdm-1/observe',
        'iotdm-1/device/update',
        'iotdm-1/response',
        'iotdevice-1/mgmt/manage',
      ]) {
        assert.deepEqual(conversation.take(message(1, topic, payload)).findings, []);
      }
      assert.deepEqual(conversation.end(), []);
    }
  });

  it('forgets the oldest of very many requests', () => {
    const conversation = new Conversation({ connected: true, managed: true });
    for (let id = 0; id < 60_000; id++)
      conversation.take(message(id, 'iotdm-1/observe', { d: { fields: [{ field: 'a' }] }, reqId: `r${id}` }));
    assert.equal(conversation.take(message(60_000, 'iotdevice-1/response', { rc: 200, reqId: 'r59999' })).answers?.event, 59_999);
    assert.ok(conversation.end().length < 50_000);
  });
});
