import { catalog } from '../../wiotp/catalog.ts';
import { genericKinds, type PayloadKind } from '../../wiotp/genericKinds.ts';
import { isConnectionEvent } from '../../wiotp/kind.ts';
import type { Choice } from '../quick/wizard.ts';

/** Every kind that a file can be a payload of; connection events have none. */
export const payloadKinds: readonly PayloadKind[] = [...catalog, ...genericKinds].filter(({ name }) => !isConnectionEvent(name));

/** A kind as an entry of a list. */
export function kindChoice<T>({ title, name, summary }: PayloadKind, value: T): Choice<T> {
  return { label: title, description: name, detail: summary, value };
}
