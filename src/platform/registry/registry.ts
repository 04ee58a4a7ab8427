import type { DatabaseSync } from 'node:sqlite';
import type { DeviceName, GatewayRole, NewDevice } from '../../rpc/device/deviceState.ts';
import { isRefusal, Refusal } from '../../wiotp/refusal.ts';
import { cannotWrite } from '../store/writeBatch.ts';
import { AdoptedOrganisations, mostAdopted } from './adoptedOrganisations.ts';
import { ApiKeyTable } from './apiKeyTable.ts';
import { DeviceTable } from './deviceTable.ts';
import { DeviceTypeTable, ofAnotherClass, type DeviceType } from './deviceTypeTable.ts';
import { expectGoodName, notRegistered, registeredAlready } from './refusals.ts';
import type { RegisteredDevice } from './registeredDevice.ts';
import { hashToken, randomId, randomToken, type StoredToken, type TokenVerdict } from './secrets.ts';

export type { DeviceType, RegisteredDevice, TokenVerdict };

/** What names a registry. */
export interface RegistryIdentity {
  readonly org: string;
  /** Names this data for good. */
  readonly instanceId: string;
  /** Whether the data was created by this opening. */
  readonly created: boolean;
}

/**
 * One organisation: its devices and API keys, with tokens that can be checked but not read. What was changed is durable
 * when the call returns; every change throws a refusal with code 92 when it cannot be written.
 */
export class Registry implements RegistryIdentity {
  readonly #devices: DeviceTable;
  readonly #types: DeviceTypeTable;
  readonly #apiKeys: ApiKeyTable;
  readonly #adopted: AdoptedOrganisations;
  readonly org: string;
  readonly instanceId: string;
  readonly created: boolean;

  constructor(database: DatabaseSync, identity: RegistryIdentity) {
    this.#devices = new DeviceTable(database);
    this.#types = new DeviceTypeTable(database);
    this.#apiKeys = new ApiKeyTable(database);
    this.#adopted = new AdoptedOrganisations(database);
    this.org = identity.org;
    this.instanceId = identity.instanceId;
    this.created = identity.created;
  }

  /** Whether devices may name this organisation: the one of the registry, or one that was adopted. */
  serves(org: string): boolean {
    return org === this.org || this.#adopted.has(org);
  }

  /**
   * Lets devices name another organisation and mean this one, so that firmware needs no change.
   * @throws Refusal with code 409 when so many were adopted already that one more is hardly meant.
   */
  adopt(org: string): void {
    if (this.serves(org)) return;
    if (this.#adopted.count >= mostAdopted) {
      throw new Refusal(`This platform serves ${mostAdopted} further organisations already.`, {
        rule: 'a bench has firmware of a few organisations',
        advice: 'Begin with a new data folder, or change the organisation in the client ID.',
        code: 409,
      });
    }
    this.#write(() => this.#adopted.add(org));
  }

  /** All devices, ordered by type and ID. */
  devices(): readonly RegisteredDevice[] {
    return this.#devices.all();
  }

  /** One device with everything the registry knows. Cheap enough to ask for every message. */
  find(device: DeviceName): RegisteredDevice | undefined {
    return this.#devices.find(device);
  }

  /** Cheap enough to ask for every message. */
  has(device: DeviceName): boolean {
    return this.#devices.find(device) !== undefined;
  }

  /** A registered device with the same ID, but for upper and lower case, and possibly another type. */
  similarDevice(device: DeviceName): DeviceName | undefined {
    return this.#devices.similar(device);
  }

  /**
   * Registers a device and gives its token, a generated one unless `token` is given. A missing type is created.
   * @throws Refusal with code 400 when its name breaks the rules for IDs, with 409 when it exists or is of another class
   * than its type.
   */
  addDevice(device: NewDevice, token = randomToken()): string {
    this.#add(device, hashToken(token));
    return token;
  }

  /** Registers a device with a token of which only the hash is known. @throws Refusal as `addDevice` does. */
  addDeviceWithHash(device: NewDevice, token: StoredToken): void {
    this.#add(device, token);
  }

  /**
   * A gateway registers a device by speaking for it: without a token, so that it cannot connect by itself [GH iot-java#95].
   * @throws Refusal as `addDevice` does.
   */
  addDeviceBehind(device: DeviceName, gateway: DeviceName): void {
    this.#add(device, undefined, gateway);
  }

  /** Notes which gateway speaks for a device. @throws Refusal with code 404 when the device is not registered. */
  setGateway(device: DeviceName, { typeId, deviceId }: DeviceName): void {
    const known = this.find(device)?.gateway;
    if (known?.typeId === typeId && known.deviceId === deviceId) return;
    this.#write(() => this.#devices.change(device, { gateway: { typeId, deviceId } }));
  }

  /** @throws Refusal with code 404 when it is not registered, with 400 when it is no gateway. */
  setRole(device: DeviceName, role: GatewayRole): void {
    const known = this.find(device);
    if (known === undefined) throw notRegistered(device);
    if (known.classId !== 'Gateway') throw noGateway(device);
    this.#write(() => this.#devices.change(device, { role }));
  }

  /** @throws Refusal with code 404 when it is not registered. */
  setDisabled(device: DeviceName, disabled: boolean): void {
    this.#write(() => this.#devices.change(device, { disabled }));
  }

  /** Gives a device a new token, a generated one unless `token` is given. @throws Refusal with code 404 when it is not registered. */
  issueToken(device: DeviceName, token = randomToken()): string {
    this.#write(() => this.#devices.setToken(device, hashToken(token)));
    return token;
  }

  /** Deletes a device. @throws Refusal with code 404 when it is not registered. */
  removeDevice(device: DeviceName): void {
    this.#write(() => this.#devices.remove(device));
  }

  /** Judges a device's token. */
  checkDevice(device: DeviceName, token: Uint8Array): TokenVerdict {
    return this.#devices.checkToken(device, token);
  }

  /** All device types, ordered by ID. */
  deviceTypes(): readonly DeviceType[] {
    return this.#types.all();
  }

  /**
   * Creates a device type, or changes its attributes.
   * @throws Refusal with code 400 when the ID breaks a rule, with 409 when the type exists and is of another class.
   */
  setDeviceType(type: DeviceType): void {
    this.#write(() => this.#types.set(type));
  }

  /** Deletes a device type. @throws Refusal with code 404 when there is none, with 409 while it has devices. */
  removeDeviceType(id: string): void {
    if (this.#devices.hasType(id)) throw hasDevices(id);
    this.#write(() => this.#types.remove(id));
  }

  /** Creates an API key, `a-{org}-{10 characters}`, with a generated token. */
  addApiKey(): { readonly key: string; readonly token: string } {
    const key = `a-${this.org}-${randomId(10)}`;
    return { key, token: this.setApiKey(key) };
  }

  /** Creates an API key, or gives an existing one another token: a generated one unless `token` is given. */
  setApiKey(key: string, token = randomToken()): string {
    this.#write(() => this.#apiKeys.set(key, hashToken(token)));
    return token;
  }

  /** All API keys, without their tokens. */
  apiKeys(): readonly string[] {
    return this.#apiKeys.all();
  }

  /** Deletes an API key. @throws Refusal with code 404 when there is none. */
  removeApiKey(key: string): void {
    this.#write(() => this.#apiKeys.remove(key));
  }

  hasApiKey(key: string): boolean {
    return this.#apiKeys.has(key);
  }

  /** Judges an API key and its token. */
  checkApiKey(key: string, token: Uint8Array): TokenVerdict {
    return this.#apiKeys.check(key, token);
  }

  #add({ typeId, deviceId, classId, role }: NewDevice, token: StoredToken | undefined, gateway?: DeviceName): void {
    const name = { typeId, deviceId };
    expectGoodName(name);
    if (this.has(name)) throw registeredAlready(name);
    const type = this.#types.find(typeId);
    if (type !== undefined && classId !== undefined && type.classId !== classId) throw ofAnotherClass(type);
    const itsClass = type?.classId ?? classId ?? 'Device';
    const device: RegisteredDevice = {
      ...name,
      classId: itsClass,
      ...(itsClass === 'Gateway' ? { role: role ?? 'privileged' } : {}),
      disabled: false,
      hasToken: token !== undefined,
      ...(gateway === undefined ? {} : { gateway: { typeId: gateway.typeId, deviceId: gateway.deviceId } }),
    };
    // The type comes first: it may stay when the device cannot be written, and harms nobody.
    if (type === undefined) this.setDeviceType({ id: typeId, classId: itsClass, attributes: {} });
    this.#write(() => this.#devices.add(device, token));
  }

  /** Memory changes after the database did, so a change that cannot be written leaves both as they were. */
  #write(change: () => void): void {
    try {
      change();
    } catch (error) {
      throw isRefusal(error) ? error : cannotWrite(error);
    }
  }
}

function noGateway({ typeId, deviceId }: DeviceName): Refusal {
  return new Refusal(`The device ${typeId} ${deviceId} is no gateway.`, {
    rule: 'only gateways have a role',
    advice: 'Choose a gateway, or register one with a device type for gateways.',
    code: 400,
  });
}

function hasDevices(id: string): Refusal {
  return new Refusal(`The device type ${id} has devices.`, {
    rule: 'a device type is deleted after its devices',
    advice: 'Delete its devices first.',
    code: 409,
  });
}
