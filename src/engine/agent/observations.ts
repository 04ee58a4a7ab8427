import type { JsonObject } from '../../rpc/device/deviceState.ts';
import type { FieldEntry } from './fieldList.ts';

/**
 * What the platform observes on a device, and the reports about it. A device reports what is observed, and nothing else [D-dm, ND]. What
 * could not be sent waits, changes to one attribute together, until the device is back.
 */
export class Observations {
  readonly #send: (fields: readonly FieldEntry[]) => Promise<void>;
  /** Attributes, `mgmt.firmware`, and members of them, `mgmt.firmware.state`; only names that the device knows get here. */
  readonly #observed = new Set<string>();
  readonly #unsent = new Map<string, JsonObject>();

  constructor(send: (fields: readonly FieldEntry[]) => Promise<void>) {
    this.#send = send;
  }

  get observed(): readonly string[] {
    return [...this.#observed];
  }

  begin(names: readonly string[]): void {
    for (const name of names) this.#observed.add(name);
  }

  end(names: readonly string[]): void {
    for (const name of names) this.#observed.delete(name);
  }

  /** Forgets what is observed and what waits to be reported. */
  clear(): void {
    this.#observed.clear();
    this.#unsent.clear();
  }

  /** Members of an attribute changed together: they go in one message [D-dm]. */
  report(attribute: string, changed: JsonObject): void {
    const fields = this.#fieldsOf(attribute, changed);
    if (fields.length === 0) return;
    this.#send(fields).catch(() => this.#unsent.set(attribute, { ...this.#unsent.get(attribute), ...changed }));
  }

  /** The device is back: reports what it could not. */
  resume(): void {
    const unsent = [...this.#unsent];
    this.#unsent.clear();
    for (const [attribute, changed] of unsent) this.report(attribute, changed);
  }

  #fieldsOf(attribute: string, changed: JsonObject): readonly FieldEntry[] {
    const members = Object.entries(changed)
      .map(([name, value]) => ({ field: `${attribute}.${name}`, value }))
      .filter(({ field }) => this.#observed.has(field));
    return this.#observed.has(attribute) ? [{ field: attribute, value: changed }, ...members] : members;
  }
}
