import { maxNesting } from '../../lint/scan.ts';
import type { JsonObject } from '../../rpc/device/deviceState.ts';
import { Refusal } from '../../wiotp/refusal.ts';

/** Checks of values as they came over the wire, where anything may stand instead of what the contract says. */

/** The members of an object; none for anything else. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** @throws Refusal */
export function expectText(name: string, value: unknown): string {
  if (typeof value !== 'string') throw malformed(`${name} is no text`);
  return value;
}

/** @throws Refusal */
export function expectFlag(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw malformed(`${name} is neither true nor false`);
  return value;
}

/** A number from 0 to `most`. @throws Refusal */
export function expectNumber(name: string, value: unknown, most: number): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= most)) throw malformed(`${name} is no number from 0 to ${most}`);
  return value;
}

/** A whole number from 0 to `most`. @throws Refusal */
export function expectInteger(name: string, value: unknown, most: number): number {
  const number = expectNumber(name, value, most);
  if (!Number.isInteger(number)) throw malformed(`${name} is no whole number`);
  return number;
}

/** One of a few values. @throws Refusal */
export function expectOneOf<const T extends string | number>(name: string, value: unknown, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw malformed(`${name} is none of ${choices.join(', ')}`);
  return found;
}

/** @throws Refusal */
export function expectBytes(name: string, value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw malformed(`${name} is not bytes`);
  return value;
}

/** A list of at most `most` entries. @throws Refusal */
export function expectList(name: string, value: unknown, most: number): readonly unknown[] {
  if (!Array.isArray(value)) throw malformed(`${name} is no list`);
  if (value.length > most) throw malformed(`${name} has more than ${most} entries`);
  return value;
}

/** An object that is no deeper than what devices may send. @throws Refusal */
export function expectJsonObject(name: string, value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(`${name} is no object`);
  expectShallow(name, value);
  return value as JsonObject;
}

/** A value of JSON of any form, no deeper than what devices may send. @throws Refusal */
export function expectShallow(name: string, value: unknown): unknown {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxNesting) throw malformed(`${name} is nested more than ${maxNesting} levels deep`);
    level = level.flatMap((entry) =>
      typeof entry === 'object' && entry !== null && !(entry instanceof Uint8Array) ? Object.values(entry) : [],
    );
  }
  return value;
}

/** A member that may be missing, which on the wire may also be `null`, given as an object to be spread. */
export function optional<const K extends string, T>(
  name: K,
  value: unknown,
  expect: (name: string, value: unknown) => T,
): { readonly [P in K]?: T } {
  if (value === undefined || value === null) return {};
  return { [name]: expect(name, value) } as { readonly [P in K]?: T };
}

/** The refusal of a call that breaks the contract. */
export function malformed(what: string): Refusal {
  return new Refusal(`The call cannot be carried out: ${what}.`, {
    rule: 'calls follow the contract of the control socket',
    advice: 'Reload the window: the extension and the embedded platform may be of different versions.',
  });
}
