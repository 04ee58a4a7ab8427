import { isObject, member } from '../../lint/json.ts';
import type { Path } from '../../lint/finding.ts';

/** An attribute that a message names, with its value and the way to it. */
export interface Attribute {
  readonly name: string;
  readonly value: unknown;
  /** The way to the value, or to the name where there is no value. */
  readonly path: Path;
}

/** The attributes that a message names in `d.fields`, old forms included: plain names, `d.data`, and a single one in `d` [D17, JV]. */
export function attributesOf(payload: unknown): readonly Attribute[] {
  const d = member(payload, 'd');
  for (const list of ['fields', 'data']) {
    const fields = member(d, list);
    if (Array.isArray(fields)) return fields.flatMap((field: unknown, at) => attributeOf(field, ['d', list, at]));
  }
  return attributeOf(d, ['d']);
}

/** Whether a message names the firmware of the device, as a whole or a part of it [D-req]. */
export function isOfFirmware(payload: unknown): boolean {
  return attributesOf(payload).some(({ name }) => name === 'mgmt.firmware' || name.startsWith('mgmt.firmware.'));
}

function attributeOf(field: unknown, path: Path): readonly Attribute[] {
  if (typeof field === 'string') return [{ name: field, value: undefined, path }];
  const name = member(field, 'field');
  if (typeof name !== 'string') return [];
  const hasValue = isObject(field) && Object.hasOwn(field, 'value');
  return [{ name, value: member(field, 'value'), path: [...path, hasValue ? 'value' : 'field'] }];
}
