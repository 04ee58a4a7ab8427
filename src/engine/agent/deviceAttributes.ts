import { isObject, member } from '../../lint/json.ts';
import { schemaFindings } from '../../lint/rules/schema/findings.ts';
import { rules } from '../../lint/rules.ts';
import type { JsonObject } from '../../rpc/device/deviceState.ts';
import { kindNamed } from '../../wiotp/catalog.ts';
import type { FieldEntry } from './fieldList.ts';
import { firmwareMembers } from './firmware/firmwareMembers.ts';

/** Why attributes cannot be changed. Nothing is changed then. */
export type ChangeFault =
  /** The device has no such attributes. */
  | { readonly unknown: readonly string[] }
  /** A value does not suit its attribute. */
  | { readonly unsuitable: string }
  /** A value is too much for the device. */
  | { readonly tooLarge: string };

/** What a device that left the factory knows about itself. */
export interface FactorySettings {
  readonly deviceInfo: Readonly<Record<string, string>>;
  readonly metadata: JsonObject | undefined;
}

/** The attribute mgmt.firmware, which has a life of its own. */
export interface FirmwareAttribute {
  /** All its members. */
  readonly value: JsonObject;
  /** Takes what the platform writes into it, with `uri` for `url`. */
  write(value: JsonObject): void;
}

/** Deeper values could not be written out again, and larger ones would not fit into a Manage request. */
const deepest = 50;
const mostCharacters = 30_000;

const firmware = 'mgmt.firmware';

/** What a device knows about itself and the platform may observe and change [D-dm]. */
export class DeviceAttributes {
  readonly #factory: FactorySettings;
  readonly #firmware: FirmwareAttribute;
  #deviceInfo: Readonly<Record<string, string>>;
  #metadata: JsonObject | undefined;
  #location: JsonObject | undefined;

  constructor(factory: FactorySettings, firmwareAttribute: FirmwareAttribute) {
    this.#factory = factory;
    this.#firmware = firmwareAttribute;
    this.#deviceInfo = factory.deviceInfo;
    this.#metadata = factory.metadata;
  }

  get deviceInfo(): Readonly<Record<string, string>> {
    return this.#deviceInfo;
  }

  get metadata(): JsonObject | undefined {
    return this.#metadata;
  }

  /** The value of an attribute, or of a member of one such as `mgmt.firmware.state`; `undefined` when there is none. */
  read(field: string): unknown {
    const [attribute, value] = this.#all.find(([name]) => field === name || field.startsWith(`${name}.`)) ?? [];
    if (attribute === undefined || field === attribute) return value;
    return member(value, field.slice(attribute.length + 1));
  }

  /** Why these attributes cannot get these values; `undefined` when they can. */
  faultIn(fields: readonly FieldEntry[]): ChangeFault | undefined {
    const unknown = fields.filter(({ field }) => !isKnown(field)).map(({ field }) => field);
    if (unknown.length > 0) return { unknown };
    const large = fields.find(({ field, value }) => isTooLarge(field === 'deviceInfo' ? this.#withInfo(value) : value));
    if (large !== undefined) return { tooLarge: large.field };
    const unsuitable = unsuitableValue(fields.map(wholeAttribute));
    return unsuitable === undefined ? undefined : { unsuitable };
  }

  /** Changes attributes; does nothing when {@link faultIn} finds something. */
  change(fields: readonly FieldEntry[]): void {
    if (this.faultIn(fields) !== undefined) return;
    for (const { field, value } of fields.map(wholeAttribute)) {
      if (!isObject(value)) continue;
      if (field === 'metadata') this.#metadata = value;
      else if (field === 'location') this.#location = value;
      else if (field === firmware) this.#firmware.write(value);
      else this.#deviceInfo = this.#withInfo(value);
    }
  }

  /** What a Manage request that was accepted said about the device. */
  managed(d: unknown): void {
    this.change(['deviceInfo', 'metadata'].flatMap((field) => (isObject(member(d, field)) ? [{ field, value: member(d, field) }] : [])));
  }

  /** What the device reported about attributes other than its firmware, or about members of them; what does not suit is left out. */
  reported(fields: readonly FieldEntry[]): void {
    const values = new Map<string, unknown>();
    for (const { field, value } of fields) {
      const [attribute = '', ...rest] = field.split('.');
      if (!['deviceInfo', 'metadata', 'location'].includes(attribute)) continue;
      const before = values.get(attribute) ?? this.read(attribute);
      values.set(attribute, rest.length === 0 ? value : { ...(isObject(before) ? before : {}), [rest.join('.')]: value });
    }
    for (const [field, value] of values) this.change([{ field, value }]);
  }

  /** Where the device is; each update is a complete set [D-dm]. */
  located(location: unknown): void {
    this.change([{ field: 'location', value: location }]);
  }

  /** The device has another firmware now. */
  installed(fwVersion: string): void {
    this.#deviceInfo = { ...this.#deviceInfo, fwVersion };
  }

  /**
   * Goes back to what it was when it left the factory. The firmware resets itself. Metadata that there was is empty then, not missing,
   * so that the next Manage request makes the platform forget it, too [D-dm].
   */
  reset(): void {
    this.#deviceInfo = this.#factory.deviceInfo;
    this.#metadata = this.#factory.metadata ?? (this.#metadata === undefined ? undefined : {});
    this.#location = undefined;
  }

  get #all(): readonly (readonly [name: string, value: JsonObject | undefined])[] {
    return [
      ['deviceInfo', this.#deviceInfo],
      ['metadata', this.#metadata ?? {}],
      ['location', this.#location],
      [firmware, this.#firmware.value],
    ];
  }

  /** Members that are sent replace the stored ones; what is no text is left out [D-dm]. */
  #withInfo(value: unknown): Readonly<Record<string, string>> {
    const texts = Object.entries(isObject(value) ? value : {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return { ...this.#deviceInfo, ...Object.fromEntries(texts) };
  }
}

/** Whether the platform may write it: an attribute, or a member of the firmware. */
function isKnown(field: string): boolean {
  return ['deviceInfo', 'metadata', 'location', firmware].includes(field) || memberName(field) !== undefined;
}

/** The member that a name like `mgmt.firmware.state` means. */
function memberName(field: string): string | undefined {
  const name = field.startsWith(`${firmware}.`) ? field.slice(firmware.length + 1) : '';
  return firmwareMembers.includes(name) ? name : undefined;
}

/** A member as the attribute with only this member, and `uri` for `url`, as some libraries call it [CPP]. */
function wholeAttribute({ field, value }: FieldEntry): FieldEntry {
  const name = memberName(field);
  if (name !== undefined) return { field: firmware, value: { [name]: value } };
  if (field !== firmware || !isObject(value) || !Object.hasOwn(value, 'url') || Object.hasOwn(value, 'uri')) return { field, value };
  const { url, ...rest } = value;
  return { field, value: { ...rest, uri: url } };
}

/** The first thing that is wrong with the values, by the schema of the request. */
function unsuitableValue(fields: readonly FieldEntry[]): string | undefined {
  const findings = schemaFindings({ d: { fields } }, kindNamed('dm.deviceUpdate'), {});
  return findings.find(({ rule }) => rules[rule].severity === 'error')?.message;
}

function isTooLarge(value: unknown): boolean {
  return isTooDeep(value, deepest) || (JSON.stringify(value)?.length ?? 0) > mostCharacters;
}

function isTooDeep(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1));
}
