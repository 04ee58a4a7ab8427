import type { JsonObject } from '../../rpc/device/deviceState.ts';
import type { FirmwareState, PendingRequest } from '../../rpc/session/sessionState.ts';

/** What is known of a device's attributes, by the names that an observation gives them. */
export type KnownValues = Readonly<Record<string, unknown>>;

/**
 * The `d` that suits an answer [D-dm]: an observation may be answered with the current values, and a failure about
 * attributes names those that failed. `undefined` where an answer has none.
 */
export function answerData({ kind, payload }: PendingRequest, rc: number, known: KnownValues): JsonObject | undefined {
  if (kind !== 'dm.observe' && kind !== 'dm.deviceUpdate' && kind !== 'dm.cancel') return undefined;
  const names = fieldNames(payload);
  if (rc === 404 || rc === 500) return fieldsOf(names.map((field) => ({ field })));
  if (kind !== 'dm.observe' || rc !== 200) return undefined;
  return fieldsOf(names.flatMap((field) => valueOf(known, field)));
}

/** What a device can say about its firmware: only the platform sets the rest [D-req]. */
export function firmwareValue({ state, updateStatus }: FirmwareState): JsonObject {
  return { state, updateStatus };
}

/** The names that `d.fields` has in a payload; none where it is not what it should be. */
function fieldNames(payload: string): readonly string[] {
  try {
    const fields = (JSON.parse(payload) as { readonly d?: { readonly fields?: unknown } } | null)?.d?.fields;
    return Array.isArray(fields) ? fields.flatMap((entry: unknown) => nameIn(entry)) : [];
  } catch {
    return [];
  }
}

function nameIn(entry: unknown): readonly string[] {
  if (typeof entry !== 'object' || entry === null || !('field' in entry) || typeof entry.field !== 'string') return [];
  return [entry.field];
}

/** An attribute, or a member of one: `mgmt.firmware`, `mgmt.firmware.state`. */
function valueOf(known: KnownValues, field: string): readonly { readonly field: string; readonly value: unknown }[] {
  if (Object.hasOwn(known, field)) return [{ field, value: known[field] }];
  const dot = field.lastIndexOf('.');
  const whole = Object.hasOwn(known, field.slice(0, dot)) ? known[field.slice(0, dot)] : undefined;
  const member = field.slice(dot + 1);
  if (typeof whole !== 'object' || whole === null || !Object.hasOwn(whole, member)) return [];
  return [{ field, value: (whole as Readonly<Record<string, unknown>>)[member] }];
}

function fieldsOf(fields: readonly unknown[]): JsonObject | undefined {
  return fields.length === 0 ? undefined : { fields };
}
