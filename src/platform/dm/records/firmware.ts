import { isObject, member } from '../../../lint/json.ts';
import type { JsonObject } from '../../../rpc/device/deviceState.ts';

/** The attribute mgmt.firmware before anybody said anything about it: all seven members, which some libraries insist on [PY]. */
export const noFirmware = { version: '', name: '', uri: '', verifier: '', state: 0, updateStatus: 0, updatedDateTime: '' } as const;

const members = Object.keys(noFirmware);

/** The members of the firmware that a value names, `url` read as `uri` [JV]; empty for what is no object. */
export function firmwareMembers(value: unknown): JsonObject {
  if (!isObject(value)) return {};
  const uri = member(value, 'uri') ?? member(value, 'url');
  const known = Object.entries(value).filter(([name]) => name !== 'uri' && members.includes(name));
  return { ...Object.fromEntries(known), ...(uri === undefined ? {} : { uri }) };
}
