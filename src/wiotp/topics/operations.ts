import { catalog } from '../catalog.ts';
import { isDeviceManagement } from '../kind.ts';
import { alike, likeness } from './likeness.ts';

/** What devices may ask of Device Management, as the part of the topic after the first level: `mgmt/manage`. */
export const operations: readonly string[] = catalog.flatMap((kind) => {
  const [first, ...below] = (kind.topic ?? '').split('/');
  return isDeviceManagement(kind) && first === 'iotdevice-1' ? [below.join('/')] : [];
});

/** [D-dm] Only the location has an update of its own: these two go with the Manage request. */
const sentWithManage = ['device/update/deviceInfo', 'device/update/metadata'];

/** The operation that was most likely meant; `undefined` where the text is like none. */
export function nearestOperation(text: string): string | undefined {
  if (sentWithManage.some((name) => likeness(name, text) > 0.9)) return 'mgmt/manage';
  const [best] = operations
    .map((operation) => ({ operation, score: likeness(operation, text) }))
    .toSorted((one, other) => other.score - one.score);
  return best === undefined || best.score < alike ? undefined : best.operation;
}
