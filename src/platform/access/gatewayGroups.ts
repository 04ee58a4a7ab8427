import type { DeviceName } from '../../rpc/device/deviceState.ts';
import { isRefusal, type Refusal } from '../../wiotp/refusal.ts';
import { deviceKey } from '../deviceKey.ts';
import { breach } from '../mqtt/breach.ts';
import type { RegisteredDevice, Registry } from '../registry/registry.ts';

/**
 * Which gateway speaks for which device. A device belongs to the gateway that registered it; one that was registered
 * otherwise, to the first gateway that speaks for it. That stands for the resource groups of the real service [D-gw], where
 * a gateway may act only for the devices of its group. A device is registered at once, so none ever waits for it: the limit of
 * 128 such devices [D-gw] is never reached.
 */
export class GatewayGroups {
  readonly #registry: Registry;
  readonly #joined: (device: DeviceName, gateway: DeviceName, isNew: boolean) => void;
  /** What the registry says of devices that were asked about, so that routing need not ask it. Registered devices only. */
  readonly #known = new Map<string, RegisteredDevice>();
  #version = 0;

  /** `joined` is called when a device came to belong to a gateway; `isNew` when the gateway registered it. */
  constructor(registry: Registry, joined: (device: DeviceName, gateway: DeviceName, isNew: boolean) => void) {
    this.#registry = registry;
    this.#joined = joined;
  }

  /** Changes whenever an answer may have become another one. */
  get version(): number {
    return this.#version;
  }

  /**
   * Lets a gateway speak for a device; a privileged gateway registers a device that is not known by that [D-gw].
   * @returns why it may not: close code 180, or 177 when the device cannot be registered.
   */
  speak(gateway: DeviceName, device: DeviceName): Refusal | undefined {
    if (deviceKey(gateway) === deviceKey(device)) return undefined;
    const registered = this.#find(device);
    if (registered === undefined) return this.#register(gateway, device);
    const { typeId, deviceId } = device;
    if (registered.disabled) return breach(180, `The device ${typeId} ${deviceId} is disabled.`, 'Enable the device again.');
    if (registered.classId === 'Gateway') {
      return breach(
        180,
        `${typeId} ${deviceId} is a gateway itself.`,
        'Let that gateway connect by itself: gateways speak for devices only.',
      );
    }
    const owner = registered.gateway;
    if (owner !== undefined && this.#find(owner) !== undefined) {
      if (deviceKey(owner) === deviceKey(gateway)) return undefined;
      return breach(
        180,
        `The device ${typeId} ${deviceId} belongs to the gateway ${owner.typeId} ${owner.deviceId}.`,
        'Let that gateway speak for it, or remove the device, so that another gateway can register it.',
      );
    }
    this.#registry.setGateway(device, gateway);
    this.#join(device, gateway, false);
    return undefined;
  }

  /** Whether messages for a device reach a gateway that listens to all: both as `typeId/deviceId`. */
  reaches(gatewayKey: string, device: DeviceName): boolean {
    if (gatewayKey === deviceKey(device)) return true;
    const owner = this.#find(device)?.gateway;
    return owner !== undefined && deviceKey(owner) === gatewayKey;
  }

  /** The registry may have changed what it says of a device. @returns whether the device is registered. */
  refresh(device: DeviceName): boolean {
    const key = deviceKey(device);
    const [before, now] = [this.#known.get(key), this.#registry.find(device)];
    if (now === undefined) this.#known.delete(key);
    else this.#known.set(key, now);
    if (!standsAlike(before, now)) this.#version++;
    return now !== undefined;
  }

  #register(gateway: DeviceName, device: DeviceName): Refusal | undefined {
    const { typeId, deviceId } = device;
    if (this.#find(gateway)?.role === 'standard') {
      return breach(
        177,
        `The device ${typeId} ${deviceId} is not registered, and a gateway with the standard role cannot register it.`,
        'Register the device yourself, or give the gateway the privileged role.',
      );
    }
    if (this.#registry.deviceTypes().some((type) => type.id === typeId && type.classId === 'Gateway')) {
      return breach(177, `A gateway cannot register ${typeId} ${deviceId}: ${typeId} is a type of gateways.`, 'Use a device type.');
    }
    try {
      this.#registry.addDeviceBehind({ typeId, deviceId }, gateway);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return breach(177, `The gateway cannot register the device. ${error.message}`, error.advice);
    }
    this.#join(device, gateway, true);
    return undefined;
  }

  #join(device: DeviceName, gateway: DeviceName, isNew: boolean): void {
    this.refresh(device);
    this.#joined(device, gateway, isNew);
  }

  #find(device: DeviceName): RegisteredDevice | undefined {
    const key = deviceKey(device);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = this.#registry.find(device);
    if (found !== undefined) this.#known.set(key, found);
    return found;
  }
}

/** Whether nothing changed that counts for gateways. */
function standsAlike(before: RegisteredDevice | undefined, now: RegisteredDevice | undefined): boolean {
  if (before === undefined || now === undefined) return before === now;
  return before.classId === now.classId && before.role === now.role && before.disabled === now.disabled && ownerOf(before) === ownerOf(now);
}

function ownerOf({ gateway }: RegisteredDevice): string | undefined {
  return gateway === undefined ? undefined : deviceKey(gateway);
}
