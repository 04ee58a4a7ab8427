import { isObject, member } from '../../../lint/json.ts';
import { withDeviceInfo } from '../records/deviceInfo.ts';
import type { CarryOut } from './deviceRequest.ts';

/** The groups of actions that every device may claim [D-dm]. */
const actionGroups = ['deviceActions', 'firmwareActions'] as const;

/** Manage: lifetime, claims, attributes of the device and metadata [D-dm]. */
export const manage: CarryOut = ({ device, payload }, { records, managed }) => {
  const d = member(payload, 'd');
  const deviceInfo = member(d, 'deviceInfo');
  const metadata = member(d, 'metadata');
  records.change(device, {
    // By the documents both replace what is stored, so that an empty object deletes it.
    ...(isObject(deviceInfo) ? { deviceInfo: withDeviceInfo({}, deviceInfo) } : {}),
    ...(isObject(metadata) ? { metadata } : {}),
  });
  const lifetime = member(d, 'lifetime');
  managed.manage(device, typeof lifetime === 'number' ? lifetime : 0, claimsOf(payload));
};

/** Unmanage [D-dm]. */
export const unmanage: CarryOut = ({ device }, { managed }) => managed.unmanage(device);

/** The first package that a Manage request claims and that does not exist; `undefined` when all do [D-dm, D-cus]. */
export function unknownClaim(payload: unknown, exists: (bundleId: string) => boolean): string | undefined {
  const groups: readonly string[] = actionGroups;
  return claims(payload)
    .filter(([name]) => !groups.includes(name))
    .find(([name, claimed]) => claimed && !exists(name))?.[0];
}

function claimsOf(payload: unknown): Record<string, boolean> {
  const absent = actionGroups.map((name) => [name, false] as const);
  return Object.fromEntries([
    ...absent,
    ...claims(payload).filter(([name, claimed]) => claimed || absent.some(([group]) => group === name)),
  ]);
}

/** Libraries for C write 0 and 1 [EC]. */
function claims(payload: unknown): readonly (readonly [name: string, claimed: boolean])[] {
  const supports = member(member(payload, 'd'), 'supports');
  return isObject(supports) ? Object.entries(supports).map(([name, value]) => [name, value === true || value === 1]) : [];
}
