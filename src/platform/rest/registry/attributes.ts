import type { JsonObject } from '../../../rpc/device/deviceState.ts';
import { isObject } from '../../../lint/json.ts';
import { memberOf, withoutNulls } from '../http/jsonBody.ts';
import { refused } from '../http/refused.ts';

/** A member that is an object; `undefined` when it is missing or null. @throws Refusal with code 400 when it is something else. */
export function objectMember(body: JsonObject, name: string): JsonObject | undefined {
  const value = memberOf(body, name);
  if (value === undefined || isObject(value)) return value;
  throw refused(400, `${name} is no object.`, `${name} is an object`, `Correct ${name}.`);
}

/** A member that is a text; `undefined` when it is missing or null. @throws Refusal with code 400 when it is something else. */
export function textMember(body: JsonObject, name: string): string | undefined {
  const value = memberOf(body, name);
  if (value === undefined || typeof value === 'string') return value;
  throw refused(400, `${name} is no string.`, `${name} is a text`, `Correct ${name}.`);
}

/** `deviceInfo` without the members that are null: some libraries name all of them [PY]. */
export function deviceInfoOf(body: JsonObject): JsonObject | undefined {
  const deviceInfo = objectMember(body, 'deviceInfo');
  return deviceInfo === undefined ? undefined : withoutNulls(deviceInfo);
}
