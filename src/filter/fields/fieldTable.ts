import type { FieldName } from '../filter.ts';
import { isField, noteField, problemField, reqIdField } from './detailFields.ts';
import type { FilterField } from './field.ts';
import { atField, dirField } from './flagFields.ts';
import { kindField } from './kindField.ts';
import { latencyField, qosField, rcField, sizeField, timeField } from './numberFields.ts';
import { clientField, eventField, topicField } from './originFields.ts';

const byName: Readonly<Record<FieldName, FilterField>> = {
  kind: kindField,
  client: clientField,
  event: eventField,
  topic: topicField,
  problem: problemField,
  rc: rcField,
  is: isField,
  dir: dirField,
  at: atField,
  reqId: reqIdField,
  time: timeField,
  latency: latencyField,
  size: sizeField,
  qos: qosField,
  note: noteField,
};

/** The one table of all fields that a filter can ask for, the likeliest first. */
export const fieldTable: readonly FilterField[] = Object.values(byName);

/** The field with this name. */
export function fieldNamed(name: FieldName): FilterField {
  return byName[name];
}

/** The field that a text names; case does not matter. */
export function findField(name: string): FilterField | undefined {
  return fieldTable.find((field) => field.name.toLowerCase() === name.toLowerCase());
}
