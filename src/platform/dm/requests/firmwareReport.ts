import { attributesOf } from '../../../transcript/conversation/attributes.ts';
import type { JsonObject } from '../../../rpc/device/deviceState.ts';
import { firmwareMembers } from '../records/firmware.ts';

/** What a message of the device says about its firmware, as a whole or by single members such as `mgmt.firmware.state`. */
export function firmwareReport(payload: unknown): JsonObject {
  return Object.assign({}, ...attributesOf(payload).map(({ name, value }) => membersIn(name, value))) as JsonObject;
}

function membersIn(name: string, value: unknown): JsonObject {
  if (name === 'mgmt.firmware') return firmwareMembers(value);
  const [, single] = /^mgmt[.]firmware[.](.+)$/.exec(name) ?? [];
  return single === undefined || value === undefined ? {} : firmwareMembers({ [single]: value });
}
