import type { DeviceName, DeviceState } from '../rpc/platformContract.ts';
import { deviceClientId } from '../wiotp/clientId.ts';
import type { ClientDirectory } from './clients/clientDirectory.ts';
import type { ManagedDevices } from './dm/managedDevices.ts';
import type { RebootActions } from './dm/rebootActions.ts';
import type { ConnectedClient } from './clients/connectedClient.ts';
import { breach } from './mqtt/breach.ts';
import type { Registry } from './registry/registry.ts';
import type { Sessions } from './routing/sessions.ts';

/** What the fleet works with. */
export interface FleetSurroundings {
  readonly registry: Registry;
  readonly directory: ClientDirectory;
  readonly sessions: Sessions;
  readonly managed: ManagedDevices;
  readonly reboots: RebootActions;
  /** Called whenever a device was added or removed. */
  readonly changed: () => void;
}

/** All registered devices, with what is known about each, and the means to add and remove them. */
export class DeviceFleet {
  readonly #surroundings: FleetSurroundings;

  constructor(surroundings: FleetSurroundings) {
    this.#surroundings = surroundings;
  }

  /** Every device, ordered by type and ID. */
  states(): readonly DeviceState[] {
    const { registry, managed, reboots } = this.#surroundings;
    return registry.devices().map(({ typeId, deviceId }) => {
      const device = { typeId, deviceId };
      const peer = this.#client(device)?.peer;
      const action = reboots.of(device);
      return {
        ...device,
        online: peer !== undefined,
        managed: managed.has(device),
        ...(peer === undefined ? {} : { peer }),
        ...(action === undefined ? {} : { action }),
      };
    });
  }

  /** Registers a device and gives its token. @throws Refusal when it exists or its name breaks a rule. */
  add(device: DeviceName): string {
    const token = this.#surroundings.registry.addDevice(device);
    this.#surroundings.changed();
    return token;
  }

  /** Gives a device a new token. Its connection, if it has one, stays. @throws Refusal when it is not registered. */
  issueToken(device: DeviceName): string {
    return this.#surroundings.registry.issueToken(device);
  }

  /** Deletes a device with everything kept for it, and closes its connection. @throws Refusal when it is not registered. */
  remove(device: DeviceName): void {
    const { registry, sessions, managed, reboots, changed } = this.#surroundings;
    registry.removeDevice(device);
    this.#client(device)?.end(breach(94, `The device ${device.typeId} ${device.deviceId} was removed from the registry.`));
    sessions.forget(deviceClientId(registry.org, device.typeId, device.deviceId));
    managed.unmanage(device);
    reboots.forget(device);
    changed();
  }

  #client({ typeId, deviceId }: DeviceName): ConnectedClient | undefined {
    const { directory, registry } = this.#surroundings;
    return directory.find(deviceClientId(registry.org, typeId, deviceId));
  }
}
