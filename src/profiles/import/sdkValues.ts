import type { ImportNote } from './imported.ts';
import { importRefusal } from './importRefusal.ts';
import type { SdkConfiguration, SdkSetting } from './sdkConfiguration.ts';

/** Part of a connection that a configuration says, and what is to be known about it. */
export interface Told<T> {
  readonly value: T;
  readonly notes: readonly ImportNote[];
}

/** The text that a setting holds. @throws Refusal when it is missing. */
export function textOf({ values, nameOf }: SdkConfiguration, setting: SdkSetting): string {
  const text = values[setting];
  if (text !== undefined) return text;
  throw importRefusal(`${nameOf(setting)} is missing.`, 'Choose a configuration that is complete.');
}

/** The number that a setting holds, if it is there. @throws Refusal when it is none. */
export function numberOf({ values, nameOf }: SdkConfiguration, setting: SdkSetting): number | undefined {
  const text = values[setting];
  if (text === undefined) return undefined;
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw importRefusal(`${nameOf(setting)} must be a whole number.`, 'Put it right, or leave it out.');
}

/** What counts as true in both SDKs [PY, ND2]. */
export function isTrue(text: string | undefined): boolean {
  return text !== undefined && ['True', 'true', '1'].includes(text);
}
