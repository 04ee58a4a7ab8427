import { isObject, member } from '../../lint/json.ts';
import type { ManagementChoice } from '../../profiles/profile.ts';
import type { JsonObject } from '../../rpc/device/deviceState.ts';

/** What a device knows about itself by now. */
interface Known {
  readonly deviceInfo: Readonly<Record<string, string>>;
  readonly metadata: JsonObject | undefined;
}

/**
 * What the Manage request said that the platform accepted last, whoever made it. Those that follow by themselves say the same again,
 * but for what has changed since: another firmware, or what the platform wrote.
 */
export class LastManage {
  #d: JsonObject | undefined;
  #then: Known | undefined;

  /** The platform accepted a request with this `d`, which the device has taken over. */
  accepted(d: unknown, { deviceInfo, metadata }: Known): void {
    this.#d = isObject(d) ? withoutEmptied(d) : {};
    this.#then = { deviceInfo, metadata };
  }

  /** The device is not managed any more, or as it left the factory. */
  forget(): void {
    this.#d = undefined;
    this.#then = undefined;
  }

  /** What the device said that it supports; what it did not name counts as not supported [D-dm]. `undefined` before any request. */
  get supports(): ManagementChoice['supports'] | undefined {
    if (this.#d === undefined) return undefined;
    const said = member(this.#d, 'supports');
    const names = isObject(said) ? Object.keys(said).filter((name) => isTrue(member(said, name))) : [];
    return {
      deviceActions: names.includes('deviceActions'),
      firmwareActions: names.includes('firmwareActions'),
      bundles: names.filter((name) => name !== 'deviceActions' && name !== 'firmwareActions'),
    };
  }

  /** The `d` of the next request; `undefined` when there was none. */
  repeated({ deviceInfo, metadata }: Known): JsonObject | undefined {
    const [said, then] = [this.#d, this.#then];
    if (said === undefined || then === undefined) return undefined;
    const saidInfo = member(said, 'deviceInfo');
    const changed = Object.entries(deviceInfo).filter(([name, value]) => member(then.deviceInfo, name) !== value);
    return {
      ...said,
      ...(changed.length === 0 ? {} : { deviceInfo: { ...(isObject(saidInfo) ? saidInfo : {}), ...Object.fromEntries(changed) } }),
      ...(metadata === then.metadata ? {} : { metadata: metadata ?? {} }),
    };
  }
}

/** Metadata that were emptied once need not be emptied again: the platform may have got others meanwhile. */
function withoutEmptied(d: JsonObject): JsonObject {
  const { metadata, ...rest } = d;
  return isObject(metadata) && Object.keys(metadata).length === 0 ? rest : d;
}

/** Some libraries write 1 for `true` [EC]. */
function isTrue(value: unknown): boolean {
  return value === true || value === 1;
}
