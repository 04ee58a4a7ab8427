import type { DeviceRecord, JsonObject } from '../../rpc/device/deviceState.ts';
import type { ChangeableAttribute } from '../../rpc/platformContract.ts';
import { Refusal } from '../../wiotp/refusal.ts';

const changeable: readonly ChangeableAttribute[] = ['metadata', 'location', 'deviceInfo'];

/** A location to begin with: without one there is nothing to change. */
const nowhere = { longitude: 0, latitude: 0 };

/**
 * The message by which a device is told the value of an attribute, to be changed and applied: so it is checked and
 * completed like every message of this kind.
 */
export function attributeText(record: DeviceRecord, attribute: ChangeableAttribute): string {
  const value = attribute === 'location' ? (record.location ?? nowhere) : record[attribute];
  // Location and metadata are told without a reqId; the platform adds one where it wants an answer [D-dm].
  return `${JSON.stringify({ d: { fields: [{ field: attribute, value }] } }, undefined, 2)}\n`;
}

/** An attribute with the value that it is to have. */
export interface AttributeChange {
  readonly attribute: ChangeableAttribute;
  readonly value: JsonObject;
}

/**
 * What such a message changes.
 * @throws Refusal for a text that is no such message, and for an attribute that only the device changes.
 */
export function attributeChanges(text: string): readonly AttributeChange[] {
  const fields = fieldsOf(parsed(text));
  if (fields.length === 0)
    throw wrong('The document names no attribute.', 'Put at least one into d.fields, such as {"field":"metadata","value":{}}.');
  return fields.map(({ field, value }) => {
    const attribute = changeable.find((name) => name === field);
    if (attribute === undefined) {
      throw wrong(
        `The attribute ${JSON.stringify(field) ?? 'without a name'} cannot be changed here.`,
        `Change ${changeable.join(', ')}; firmware is changed by Firmware Download….`,
      );
    }
    if (!isObject(value)) throw wrong(`The value of ${attribute} is no JSON object.`, 'Give it an object, such as {}.');
    return { attribute, value };
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw wrong(`The document is not JSON: ${error instanceof Error ? error.message : String(error)}`, 'Put it right first.', error);
  }
}

function fieldsOf(message: unknown): readonly JsonObject[] {
  const d = isObject(message) ? message['d'] : undefined;
  const fields: unknown = isObject(d) ? d['fields'] : undefined;
  if (Array.isArray(fields) && fields.every(isObject)) return fields;
  throw wrong(
    'The document is no device update: d.fields is missing, or no list of objects.',
    'Begin with Edit Metadata…, which opens one.',
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(message: string, advice: string, cause?: unknown): Refusal {
  return new Refusal(message, { rule: 'a device update has d.fields with the attributes and their values', advice }, { cause });
}
