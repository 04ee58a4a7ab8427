import type { ActionState, ExtensionPackage } from '../../../rpc/device/actionState.ts';
import type { ApplicationState, DeviceName, DeviceProblem } from '../../../rpc/device/deviceState.ts';
import type { FaultScope, FaultState } from '../../../rpc/device/faultState.ts';
import type { ImageState, ImageTransfer } from '../../../rpc/device/imageState.ts';
import type { ListenerState } from '../../../rpc/platformContract.ts';
import type { PackageAction } from '../packageActions.ts';
import { deviceKey } from '../platformState.ts';
import type { Attribute, Member } from './attributes.ts';

export type GroupName = 'devices' | 'applications' | 'images' | 'packages' | 'listeners';

/** One of the faults that work for a scope. */
export type FaultPart = Exclude<keyof FaultState, 'scope'>;

/** What stands in the *Platform* tree; commands get these as arguments. */
export type PlatformNode =
  | { readonly node: 'platform' }
  | { readonly node: 'group'; readonly group: GroupName }
  | { readonly node: 'device'; readonly device: DeviceName }
  | { readonly node: 'action'; readonly action: ActionState }
  | { readonly node: 'problems'; readonly device: DeviceName; readonly problems: readonly DeviceProblem[] }
  | { readonly node: 'problem'; readonly device: DeviceName; readonly at: number; readonly problem: DeviceProblem }
  | { readonly node: 'fault'; readonly scope: FaultScope; readonly part: FaultPart; readonly fault: FaultState }
  | { readonly node: 'attribute'; readonly device: DeviceName; readonly attribute: Attribute }
  | { readonly node: 'member'; readonly owner: string; readonly at: number; readonly member: Member }
  | { readonly node: 'application'; readonly application: ApplicationState }
  | { readonly node: 'apiKey'; readonly key: string }
  | { readonly node: 'image'; readonly image: ImageState }
  | { readonly node: 'transfer'; readonly image: ImageState; readonly at: number; readonly transfer: ImageTransfer }
  | { readonly node: 'package'; readonly package: ExtensionPackage }
  | { readonly node: 'packageAction'; readonly bundleId: string; readonly action: PackageAction }
  | { readonly node: 'listener'; readonly listener: ListenerState };

/** A node of one sort. */
export type NodeOf<N extends PlatformNode['node']> = Extract<PlatformNode, { node: N }>;

/** Names a node among all of the tree, for as long as what it stands for exists. */
export function nodeId(node: PlatformNode): string {
  switch (node.node) {
    case 'platform':
      return 'platform';
    case 'group':
      return `group/${node.group}`;
    case 'device':
      return `device/${deviceKey(node.device)}`;
    case 'action':
      return `action/${deviceKey(node.action.device)}/${node.action.requestId}`;
    case 'problems':
      return `problems/${deviceKey(node.device)}`;
    case 'problem':
      return `problem/${deviceKey(node.device)}/${node.at}`;
    case 'fault':
      return `fault/${node.scope === 'all' ? 'all' : deviceKey(node.scope)}/${node.part}`;
    case 'attribute':
      return `attribute/${deviceKey(node.device)}/${node.attribute.name}`;
    case 'member':
      return `member/${node.owner}/${node.at}`;
    case 'application':
      return `application/${node.application.clientId}`;
    case 'apiKey':
      return `apiKey/${node.key}`;
    case 'image':
      return `image/${node.image.imageId}`;
    case 'transfer':
      return `transfer/${node.image.imageId}/${node.at}`;
    case 'package':
      return `package/${node.package.bundleId}`;
    case 'packageAction':
      return `packageAction/${node.bundleId}/${node.action.actionId}`;
    case 'listener':
      return `listener/${node.listener.id}`;
  }
}

/** Whether a command's argument is a node of this sort. */
export function isNode<N extends PlatformNode['node']>(argument: unknown, sort: N): argument is NodeOf<N> {
  return typeof argument === 'object' && argument !== null && 'node' in argument && argument.node === sort;
}

/** The device that a node belongs to, whichever sort it is. */
export function deviceOfNode(argument: unknown): DeviceName | undefined {
  if (isNode(argument, 'action')) return argument.action.device;
  if (isNode(argument, 'fault')) return argument.scope === 'all' ? undefined : argument.scope;
  for (const sort of ['device', 'problems', 'problem', 'attribute'] as const) if (isNode(argument, sort)) return argument.device;
  return undefined;
}
