import type { DeviceRecord, Management } from '../../rpc/device/deviceState.ts';

/** Whether two records are the same but for the time when the device was last active. Members are compared as objects. */
export function differsInActivityOnly(before: DeviceRecord, after: DeviceRecord): boolean {
  return sameBut('mgmt', before, after) && sameManagement(before.mgmt, after.mgmt);
}

function sameManagement(before: Management | undefined, after: Management | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  return sameBut('lastActivityDateTime', before, after);
}

function sameBut(member: string, one: object, other: object): boolean {
  const values = new Map<string, unknown>(Object.entries(one));
  const others = new Map<string, unknown>(Object.entries(other));
  return [...values.keys(), ...others.keys()].every((name) => name === member || values.get(name) === others.get(name));
}
