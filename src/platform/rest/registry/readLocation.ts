import type { JsonObject } from '../../../rpc/device/deviceState.ts';
import { expectPart, withoutNulls } from '../http/jsonBody.ts';

/** Numbers that the samples of a library send as texts [ND]. */
const numbers = new Set(['longitude', 'latitude', 'elevation', 'accuracy']);

/** A location that a call sent; its numbers may be texts. @throws Refusal with code 400 when it breaks a rule of locations. */
export function readLocation(sent: JsonObject): JsonObject {
  const entries = Object.entries(withoutNulls(sent)).map(([name, value]) => [name, numbers.has(name) ? asNumber(value) : value]);
  const location = Object.fromEntries(entries) as JsonObject;
  expectPart('dm.location', location);
  return location;
}

function asNumber(value: unknown): unknown {
  return typeof value === 'string' && /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}
