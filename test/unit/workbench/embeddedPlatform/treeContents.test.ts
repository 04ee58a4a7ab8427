import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { ActionReport } from '../../../../src/rpc/device/actionState.ts';
import type { DeviceProblem, DeviceState } from '../../../../src/rpc/device/deviceState.ts';
import type { PlatformContents } from '../../../../src/workbench/embeddedPlatform/platformState.ts';
import { attributesOf } from '../../../../src/workbench/embeddedPlatform/tree/attributes.ts';
import { nodeId, type PlatformNode } from '../../../../src/workbench/embeddedPlatform/tree/platformNode.ts';
import {
  deviceChildren,
  devicesBehind,
  innerChildren,
  platformChildren,
  topDevices,
} from '../../../../src/workbench/embeddedPlatform/tree/treeContents.ts';
import { deviceDetails, deviceState } from '../../../support/workbench/deviceState.ts';

const nothing: PlatformContents = { devices: [], applications: [], images: [], apiKeys: [], packages: [], faults: [] };
const lamp = deviceState('lamp', 'l-1');

const reboot: ActionReport = {
  requestId: 'r-1',
  action: 'device/reboot',
  device: lamp,
  state: 'accepted',
  note: 'The device accepted.',
  started: 1,
  changed: 2,
  timeline: [],
  problems: [],
};

const problem: DeviceProblem = { rule: 'dm/reboot-accepted', severity: 'warning', message: 'No 202.', first: 1, last: 2, times: 3 };

describe('what is below the organisation', () => {
  it('are all groups, and faults for everybody before them', () => {
    assert.deepEqual(sorts(platformChildren(nothing)), ['group', 'group', 'group', 'group', 'group']);
    const faults = [
      { scope: 'all', refuseNext: 3 },
      { scope: lamp, refuseNext: 5 },
    ] as const;
    const [first] = platformChildren({ ...nothing, faults });
    assert.ok(first?.node === 'fault');
    assert.equal(first.scope, 'all');
    assert.equal(sorts(platformChildren({ ...nothing, faults })).length, 6);
  });
});

describe('devices behind a gateway', () => {
  const gateway = deviceState('gw', 'g-1', { classId: 'Gateway', role: 'privileged' });
  const behind = deviceState('lamp', 'l-2', { gateway });
  const orphan = deviceState('lamp', 'l-3', { gateway: { typeId: 'gw', deviceId: 'gone' } });
  const devices = [gateway, lamp, behind, orphan];

  it('are below it, and others stand for themselves', () => {
    assert.deepEqual(ids(topDevices(devices)), ['g-1', 'l-1', 'l-3']);
    assert.deepEqual(ids(devicesBehind(gateway, devices)), ['l-2']);
  });

  it('are each in one place, whatever points at whom', () => {
    const id = fc.integer({ min: 0, max: 8 });
    const some = fc.array(fc.record({ id, isGateway: fc.boolean(), gateway: fc.option(id, { nil: undefined }) }), { maxLength: 9 });
    fc.assert(
      fc.property(some, (records) => {
        const all = [...new Map(records.map((record) => [record.id, record])).values()].map((record) =>
          deviceState('t', String(record.id), {
            classId: record.isGateway ? 'Gateway' : 'Device',
            ...(record.gateway === undefined ? {} : { gateway: { typeId: 't', deviceId: String(record.gateway) } }),
          }),
        );
        const gateways = all.filter(({ classId }) => classId === 'Gateway');
        const placed = [...topDevices(all), ...gateways.flatMap((one) => devicesBehind(one, all))];
        assert.deepEqual(ids(placed).toSorted(), ids(all).toSorted());
      }),
    );
  });
});

describe('what is below a device', () => {
  it('are actions, problems, faults and what is known, in this order', () => {
    const record = { deviceInfo: { model: 'T-1' }, metadata: { room: 7 }, errorCodes: [], log: [] };
    const faults = [{ scope: { typeId: 'lamp', deviceId: 'l-1' }, answers: { kind: 'hold' }, image: { kind: 'missing' } }] as const;
    const children = deviceChildren(deviceDetails(lamp, { record, actions: [reboot], problems: [problem] }), { ...nothing, faults });
    assert.deepEqual(sorts(children), ['action', 'problems', 'fault', 'fault', 'attribute', 'attribute']);
  });

  it('is nothing for a device of which nothing is known', () => {
    assert.deepEqual(deviceChildren(deviceDetails(lamp), nothing), []);
  });

  it('are the latest ten actions, without what only a report shows', () => {
    const actions = Array.from({ length: 12 }, (_, at) => ({ ...reboot, requestId: `r-${at}` }));
    const children = deviceChildren(deviceDetails(lamp, { actions }), nothing);
    assert.equal(children.length, 10);
    assert.ok(children[0]?.node === 'action');
    assert.equal(children[0].action.requestId, 'r-0');
    assert.ok(!('timeline' in children[0].action));
  });

  it('has another id for every row', () => {
    const log = Array.from({ length: 5 }, (_, at) => ({ message: 'same', timestamp: `t${at}`, severity: 0 }));
    const record = { deviceInfo: { a: '1', b: '2' }, metadata: { a: 1 }, location: { longitude: 1 }, errorCodes: [], log };
    const details = deviceDetails(lamp, { record, actions: [reboot, { ...reboot, requestId: 'r-2' }], problems: [problem, problem] });
    const rows = deviceChildren(details, nothing).flatMap((node) => [node, ...innerChildren(node, nodeId(node))]);
    assert.equal(new Set(rows.map(nodeId)).size, rows.length);
  });
});

describe('a device’s attributes', () => {
  const empty = { deviceInfo: {}, metadata: {}, errorCodes: [], log: [] };

  it('show objects, lists and plain values as one line each', () => {
    const [metadata] = attributesOf({ ...empty, metadata: { nested: { a: [1] }, text: 'two\nlines\u202E', none: null } });
    assert.deepEqual(metadata?.members, [
      { label: 'nested', text: '{"a":[1]}' },
      { label: 'text', text: 'two lines ' },
      { label: 'none', text: 'null' },
    ]);
  });

  it('tell management, what is supported and firmware apart', () => {
    const mgmt = {
      dormant: true,
      dormantDateTime: '2026-03-01T10:00:00.000Z',
      lastActivityDateTime: '2026-03-01T09:00:00.000Z',
      supports: { deviceActions: true, firmwareActions: false },
      firmware: { state: 2 },
    };
    assert.deepEqual(
      attributesOf({ ...empty, mgmt }).map(({ name, count }) => [name, count]),
      [
        ['management', 3],
        ['supports', 2],
        ['firmware', 1],
      ],
    );
  });

  it('are cut where there are too many, and still counted', () => {
    const metadata = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`m${at}`, 'x'.repeat(10_000)]));
    const [attribute] = attributesOf({ ...empty, metadata });
    assert.equal(attribute?.count, 5000);
    assert.equal(attribute.members.length, 100);
    assert.ok(attribute.members.every(({ text }) => text.length <= 201));
  });
});

function sorts(nodes: readonly PlatformNode[]): string[] {
  return nodes.map(({ node }) => node);
}

function ids(devices: readonly DeviceState[]): string[] {
  return devices.map(({ deviceId }) => deviceId);
}
