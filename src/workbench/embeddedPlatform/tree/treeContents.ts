import type { DeviceDetails, DeviceName, DeviceState } from '../../../rpc/device/deviceState.ts';
import type { FaultScope, FaultState } from '../../../rpc/device/faultState.ts';
import { packageActions } from '../packageActions.ts';
import { deviceKey, nameOf, type PlatformContents } from '../platformState.ts';
import type { PlatformInfo } from '../../../rpc/platformContract.ts';
import { attributesOf } from './attributes.ts';
import type { FaultPart, GroupName, PlatformNode } from './platformNode.ts';

const groups: readonly GroupName[] = ['devices', 'applications', 'images', 'packages', 'listeners'];

/** Older actions of a device are in its reports only. */
const mostActions = 10;

/** What is below the organisation: its faults for everybody, and one group of each sort. */
export function platformChildren({ faults }: PlatformContents): PlatformNode[] {
  return [...faultNodes('all', faults), ...groups.map((group): PlatformNode => ({ node: 'group', group }))];
}

/** What is in a group. */
export function groupChildren(group: GroupName, contents: PlatformContents & { readonly info: PlatformInfo }): PlatformNode[] {
  switch (group) {
    case 'devices':
      return topDevices(contents.devices).map(deviceNode);
    case 'applications':
      return [
        ...contents.applications.map((application): PlatformNode => ({ node: 'application', application })),
        ...contents.apiKeys.map((key): PlatformNode => ({ node: 'apiKey', key })),
      ];
    case 'images':
      return contents.images.map((image) => ({ node: 'image', image }));
    case 'packages':
      return contents.packages.map((one) => ({ node: 'package', package: one }));
    case 'listeners':
      return contents.info.listeners.map((listener) => ({ node: 'listener', listener }));
  }
}

/** What is below a device: what happens, what is wrong, what is known, and the devices behind a gateway. */
export function deviceChildren({ state, actions, problems, record }: DeviceDetails, contents: PlatformContents): PlatformNode[] {
  const device = nameOf(state);
  return [
    ...actions
      .slice(0, mostActions)
      .map(({ timeline: _timeline, problems: _problems, ...action }): PlatformNode => ({ node: 'action', action })),
    ...(problems.length === 0 ? [] : [{ node: 'problems', device, problems } as const]),
    ...faultNodes(device, contents.faults),
    ...attributesOf(record).map((attribute): PlatformNode => ({ node: 'attribute', device, attribute })),
    ...devicesBehind(device, contents.devices).map(deviceNode),
  ];
}

/** Whatever is below a node that holds everything itself. */
export function innerChildren(node: PlatformNode, id: string): PlatformNode[] {
  if (node.node === 'problems') return node.problems.map((problem, at) => ({ node: 'problem', device: node.device, at, problem }));
  if (node.node === 'attribute') return node.attribute.members.map((member, at) => ({ node: 'member', owner: id, at, member }));
  if (node.node === 'image') return node.image.transfers.map((transfer, at) => ({ node: 'transfer', image: node.image, at, transfer }));
  if (node.node !== 'package') return [];
  const { bundleId } = node.package;
  return packageActions(node.package).map((action) => ({ node: 'packageAction', bundleId, action }));
}

/** Devices that stand for themselves: those behind a gateway that is registered are below that. */
export function topDevices(devices: readonly DeviceState[]): readonly DeviceState[] {
  const gateways = new Set(devices.filter(({ classId }) => classId === 'Gateway').map(deviceKey));
  return devices.filter((device) => !isBehind(device, gateways));
}

export function devicesBehind(gateway: DeviceName, devices: readonly DeviceState[]): readonly DeviceState[] {
  const only = new Set([deviceKey(gateway)]);
  return devices.filter((device) => isBehind(device, only));
}

/** A gateway speaks for itself as well, and is not behind itself. */
function isBehind(device: DeviceState, gateways: ReadonlySet<string>): boolean {
  return device.classId === 'Device' && device.gateway !== undefined && gateways.has(deviceKey(device.gateway));
}

function faultNodes(scope: FaultScope, faults: readonly FaultState[]): PlatformNode[] {
  const key = scopeKey(scope);
  const parts: readonly FaultPart[] = ['answers', 'image', 'refuseNext', 'awayUntil'];
  return faults
    .filter((fault) => scopeKey(fault.scope) === key)
    .flatMap((fault) =>
      parts.filter((part) => fault[part] !== undefined).map((part): PlatformNode => ({ node: 'fault', scope, part, fault })),
    );
}

function scopeKey(scope: FaultScope): string {
  return scope === 'all' ? scope : deviceKey(scope);
}

function deviceNode(device: DeviceState): PlatformNode {
  return { node: 'device', device: nameOf(device) };
}
