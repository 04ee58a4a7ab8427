import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { PayloadFile } from '../../../../src/lint/files/ourFile.ts';
import { ourFileOfName } from '../../../../src/lint/files/ourFile.ts';
import { canPublish, sendersOf } from '../../../../src/lint/files/sending.ts';
import { catalog } from '../../../../src/wiotp/catalog.ts';
import { findPayloadKind, genericKinds } from '../../../../src/wiotp/genericKinds.ts';
import { matchTopic } from '../../../../src/wiotp/topic.ts';
import { projectPath } from '../../../support/projectPaths.ts';

function ofKind(name: string): PayloadFile {
  const kind = findPayloadKind(name);
  assert.ok(kind, name);
  return { type: 'payload', kind };
}

function onTopic(topic: string): PayloadFile {
  const kind = matchTopic(topic)?.kind;
  assert.ok(kind, topic);
  return { type: 'payload', kind, topic };
}

describe('who publishes a payload file', () => {
  const rows = [
    [onTopic('iot-2/evt/status/fmt/json'), ['device']],
    [onTopic('iot-2/type/t/id/d/evt/status/fmt/json'), ['gateway', 'application']],
    [onTopic('iot-2/type/t/id/d/cmd/blink/fmt/json'), ['application']],
    [onTopic('iot-2/cmd/blink/fmt/json'), []],
    [onTopic('iotdevice-1/mgmt/manage'), ['device', 'gateway']],
    [onTopic('iotdevice-1/type/t/id/d/mgmt/manage'), ['gateway']],
    [onTopic('iotdm-1/mgmt/initiate/device/reboot'), []],
    [ofKind('dm.manage'), ['device', 'gateway']],
    [ofKind('dm.deviceResponse'), ['device', 'gateway']],
    [ofKind('dm.reboot'), []],
    [ofKind('dm.serverResponse'), []],
    [ofKind('rest.mgmtRequest'), []],
    [ofKind('device.event'), ['device', 'gateway', 'application']],
    [ofKind('gateway.event'), ['gateway', 'application']],
    [ofKind('app.event'), ['application']],
    [ofKind('app.command'), ['application']],
    [ofKind('device.command'), []],
    [ofKind('gateway.notify'), []],
  ] as const;
  for (const [file, senders] of rows) {
    it(`${file.topic ?? file.kind.name}: ${senders.join(', ') || 'nobody'}`, () => {
      assert.deepEqual(sendersOf(file, '{}'), senders);
      assert.equal(canPublish(file, '{}'), senders.length > 0);
    });
  }

  it('is told by the shape of one that may be any request', () => {
    assert.ok(canPublish(ofKind('dm.request'), '{"d":{"lifetime":0},"reqId":"r"}'));
    assert.ok(!canPublish(ofKind('dm.request'), '{"d":{"fields":[{"field":"mgmt.firmware"}]},"reqId":"r"}'));
    assert.ok(!canPublish(ofKind('dm.request'), 'no JSON'));
  });
});

describe('the menu of files', () => {
  it('offers to publish those that a client can, by their names, and no others', () => {
    const { contributes } = JSON.parse(readFileSync(projectPath('package.json'), 'utf8')) as {
      readonly contributes: { readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when: string }[]>> };
    };
    const item = contributes.menus['explorer/context']?.find(({ command }) => command === 'wiotp.publishPayloadFile');
    const pattern = /^resourceFilename =~ \/(.*)\/$/.exec(item?.when ?? '')?.[1];
    assert.ok(pattern);
    for (const { name } of [...catalog, ...genericKinds]) {
      const file = `some.${name}.json`;
      const ours = ourFileOfName(file);
      const canBe = ours?.type === 'payload' && (genericKinds.some((kind) => kind.name === name) || canPublish(ours, '{}'));
      assert.equal(new RegExp(pattern).test(file), canBe, file);
    }
  });
});
