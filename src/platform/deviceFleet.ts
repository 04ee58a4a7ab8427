import type { ApplicationState, DeviceDetails, DeviceName, DeviceState, GatewayRole, NewDevice } from '../rpc/device/deviceState.ts';
import { deviceClientId, gatewayClientId } from '../wiotp/clientId.ts';
import { Refusal } from '../wiotp/refusal.ts';
import type { ClientDirectory } from './clients/clientDirectory.ts';
import type { ConnectedClient } from './clients/connectedClient.ts';
import type { Actions } from './dm/actions/actions.ts';
import type { ManagedDevices } from './dm/managedDevices.ts';
import type { DeviceRecords } from './dm/records/deviceRecords.ts';
import type { Faults } from './faults/faults.ts';
import { breach } from './mqtt/breach.ts';
import type { DeviceProblems } from './problems/deviceProblems.ts';
import type { RegisteredDevice, Registry } from './registry/registry.ts';
import type { StoredToken } from './registry/secrets.ts';
import type { Sessions } from './routing/sessions.ts';

/** What the fleet works with. */
export interface FleetSurroundings {
  readonly registry: Registry;
  readonly directory: ClientDirectory;
  readonly sessions: Sessions;
  readonly managed: ManagedDevices;
  readonly records: DeviceRecords;
  readonly actions: Actions;
  readonly problems: DeviceProblems;
  readonly faults: Faults;
  /** Called whenever a device was added, changed or removed. */
  readonly changed: (device: DeviceName) => void;
}

/** All registered devices and gateways, with what is known about each, and the means to add and remove them. */
export class DeviceFleet {
  readonly #surroundings: FleetSurroundings;

  constructor(surroundings: FleetSurroundings) {
    this.#surroundings = surroundings;
  }

  /** Every device, ordered by type and ID. */
  states(): readonly DeviceState[] {
    return this.#surroundings.registry.devices().map((device) => this.#state(device));
  }

  /** One device; `undefined` when it is not registered. */
  state(device: DeviceName): DeviceState | undefined {
    const registered = this.#surroundings.registry.find(device);
    return registered === undefined ? undefined : this.#state(registered);
  }

  /** Everything about one device. @throws Refusal with code 404 when it is not registered. */
  details(device: DeviceName): DeviceDetails {
    const { records, actions, problems } = this.#surroundings;
    const state = this.state(device);
    if (state === undefined) {
      throw new Refusal(`The device ${device.typeId} ${device.deviceId} is not registered.`, {
        rule: 'only registered devices can be looked at',
        advice: 'Register the device first.',
        code: 404,
      });
    }
    return { state, record: records.of(device), actions: actions.of(device), problems: problems.of(device) };
  }

  /** Every application that is connected. */
  applications(): readonly ApplicationState[] {
    return this.#surroundings.directory
      .all()
      .filter(({ traits }) => traits.device === undefined)
      .map(({ clientId, peer, link }) => ({ clientId, peer, secure: link.secure }));
  }

  /** Registers a device and gives its token. `by` says who does it. @throws Refusal when it exists or its name breaks a rule. */
  add(device: NewDevice, by = 'workbench', authToken?: string): string {
    const token = this.#surroundings.registry.addDevice(device, authToken);
    this.#added(device, by);
    return token;
  }

  /** Registers a device with a token of which only the hash is known. @throws Refusal as `add` does. */
  addWithHash(device: NewDevice, token: StoredToken): void {
    this.#surroundings.registry.addDeviceWithHash(device, token);
    this.#added(device, 'workbench');
  }

  /** Gives a device a new token. Its connection, if it has one, stays. @throws Refusal when it is not registered. */
  issueToken(device: DeviceName): string {
    const token = this.#surroundings.registry.issueToken(device);
    this.#surroundings.changed(device);
    return token;
  }

  /** @throws Refusal when it is not registered, or is no gateway. */
  setRole(device: DeviceName, role: GatewayRole): void {
    this.#surroundings.registry.setRole(device, role);
    this.#surroundings.changed(device);
  }

  /** Disables a device and closes its connection, or enables it again. @throws Refusal when it is not registered. */
  setDisabled(device: DeviceName, disabled: boolean): void {
    this.#surroundings.registry.setDisabled(device, disabled);
    if (disabled) this.#client(device)?.end(breach(94, `The device ${device.typeId} ${device.deviceId} was disabled.`));
    this.#surroundings.changed(device);
  }

  /** Deletes a device with everything kept for it, and closes its connection. @throws Refusal when it is not registered. */
  remove(device: DeviceName): void {
    const { registry, sessions, managed, records, actions, problems, faults, changed } = this.#surroundings;
    const client = this.#client(device);
    registry.removeDevice(device);
    client?.end(breach(94, `The device ${device.typeId} ${device.deviceId} was removed from the registry.`));
    for (const clientId of this.#clientIds(device)) sessions.forget(clientId);
    managed.unmanage(device);
    for (const part of [records, actions, problems, faults]) part.forget(device);
    changed(device);
  }

  #state(registered: RegisteredDevice): DeviceState {
    const { managed, records, actions, problems, faults } = this.#surroundings;
    const { typeId, deviceId, classId, role, disabled, hasToken, gateway } = registered;
    const device = { typeId, deviceId };
    const client = this.#client(device);
    const action = actions.latest(device);
    return {
      ...device,
      classId,
      ...(role === undefined ? {} : { role }),
      online: client !== undefined,
      ...(client === undefined ? {} : { peer: client.peer, secure: client.link.secure }),
      managed: managed.has(device),
      dormant: records.of(device).mgmt?.dormant === true,
      disabled,
      hasToken,
      ...(gateway === undefined ? {} : { gateway }),
      ...(action === undefined ? {} : { action }),
      problems: problems.count(device),
      faulty: faults.works(device),
    };
  }

  #added({ typeId, deviceId }: NewDevice, by: string): void {
    this.#surroundings.records.added({ typeId, deviceId }, by);
    this.#surroundings.changed({ typeId, deviceId });
  }

  #client(device: DeviceName): ConnectedClient | undefined {
    const { directory } = this.#surroundings;
    const [asDevice, asGateway] = this.#clientIds(device);
    return directory.find(asDevice) ?? directory.find(asGateway);
  }

  #clientIds({ typeId, deviceId }: DeviceName): readonly [asDevice: string, asGateway: string] {
    const { org } = this.#surroundings.registry;
    return [deviceClientId(org, typeId, deviceId), gatewayClientId(org, typeId, deviceId)];
  }
}
