import { isObject } from '../lint/json.ts';
import { lintPayload } from '../lint/lintPayload.ts';
import { quoted } from '../lint/wording.ts';
import type { DeviceName, DeviceRecord, JsonObject } from '../rpc/device/deviceState.ts';
import type { Clock } from '../rpc/node/clock.ts';
import type { ChangeableAttribute, DeviceCommand } from '../rpc/platformContract.ts';
import { kindNamed } from '../wiotp/catalog.ts';
import { deviceClientId, gatewayClientId } from '../wiotp/clientId.ts';
import { maxPayloadBytes } from '../wiotp/limits.ts';
import { checkLevel } from '../wiotp/names.ts';
import { Refusal } from '../wiotp/refusal.ts';
import { buildTopic } from '../wiotp/topic.ts';
import type { Actions } from './dm/actions/actions.ts';
import type { ManagedDevices } from './dm/managedDevices.ts';
import { tooDeep } from './dm/nesting.ts';
import { withDeviceInfo } from './dm/records/deviceInfo.ts';
import type { DeviceRecords } from './dm/records/deviceRecords.ts';
import { storedLocation } from './dm/records/location.ts';
import type { Journal } from './journal.ts';
import { allowMessage } from './mqtt/lengthRule.ts';
import type { Registry } from './registry/registry.ts';
import type { Router } from './routing/router.ts';

/** What the back office works with. */
export interface BackOfficeSurroundings {
  readonly registry: Registry;
  readonly router: Router;
  readonly managed: ManagedDevices;
  readonly records: DeviceRecords;
  readonly journal: Journal;
  readonly actions: Actions;
  readonly clock: Clock;
}

/** What a user of the workbench does to devices from the platform's side: send commands, change attributes. */
export class BackOffice {
  readonly #surroundings: BackOfficeSurroundings;

  constructor(surroundings: BackOfficeSurroundings) {
    this.#surroundings = surroundings;
  }

  /**
   * Publishes a command as the application `a:{org}:workbench`.
   * @returns whether the device, or the gateway that speaks for it, is connected and has subscribed to the command.
   * @throws Refusal when the device is not registered, or the command breaks a rule of topics or size.
   */
  sendCommand(command: DeviceCommand): boolean {
    const { registry, router, journal } = this.#surroundings;
    const { typeId, deviceId, commandId, format, qos } = command;
    this.#expectRegistered(command);
    const wrong = checkLevel('The command ID', commandId) ?? checkLevel('The format', format);
    if (wrong !== undefined) throw new Refusal(wrong, { rule: 'a topic level is one level', advice: 'Choose another name.', code: 276 });
    const topic = buildTopic('app.command', { typeId, deviceId, commandId, format });
    const payload = command.payload.slice();
    allowMessage(topic, payload.length);
    const source = { clientId: `a:${registry.org}:workbench`, connection: 'workbench' };
    journal.message(source, 'up', { topic, payload, qos, retain: false, dup: false });
    const lane = router.lane(topic);
    const delivered = this.#clientIds(command).some((clientId) => router.reaches(lane, clientId));
    router.route(lane, payload, qos);
    return delivered;
  }

  /**
   * Changes an attribute as the REST interface would, and tells a managed device [D-dm]: its session keeps that for one that
   * is away.
   * @returns whether the device is connected and was told.
   * @throws Refusal when the device is not registered (404) or the value breaks the attribute's schema (400).
   */
  changeAttribute(device: DeviceName, attribute: ChangeableAttribute, value: JsonObject): boolean {
    const { records, managed } = this.#surroundings;
    this.#expectRegistered(device);
    checkAttribute(attribute, value);
    records.change(device, this.#changeOf(attribute, value));
    if (!managed.has(device)) return false;
    return this.#surroundings.actions.tell({ device, attribute, value: records.of(device)[attribute] });
  }

  #changeOf(attribute: ChangeableAttribute, value: JsonObject): Partial<DeviceRecord> {
    const { clock } = this.#surroundings;
    switch (attribute) {
      case 'location':
        return { location: storedLocation(value, new Date(clock.now()).toISOString()) };
      case 'deviceInfo':
        return { deviceInfo: withDeviceInfo({}, value) };
      case 'metadata':
        return { metadata: value };
    }
  }

  #expectRegistered(device: DeviceName): void {
    if (!this.#surroundings.registry.has(device)) throw notRegistered(device);
  }

  /** The clients that may get what is for a device: itself, or the gateway that speaks for it. */
  #clientIds({ typeId, deviceId }: DeviceName): readonly string[] {
    const { registry } = this.#surroundings;
    const gateway = registry.find({ typeId, deviceId })?.gateway ?? { typeId, deviceId };
    return [deviceClientId(registry.org, typeId, deviceId), gatewayClientId(registry.org, gateway.typeId, gateway.deviceId)];
  }
}

const changeable: readonly string[] = ['metadata', 'location', 'deviceInfo'] satisfies readonly ChangeableAttribute[];

/** @throws Refusal with code 400 when the attribute cannot have this value. */
function checkAttribute(attribute: string, value: unknown): void {
  const wrong = wrongAttribute(attribute, value);
  if (wrong === undefined) return;
  throw new Refusal(wrong, {
    rule: `the attributes that can be changed are ${changeable.join(', ')}`,
    advice: 'Put the value right.',
    code: 400,
  });
}

/** What the linter says of the message by which the device would be told. */
function wrongAttribute(attribute: string, value: unknown): string | undefined {
  if (!changeable.includes(attribute)) return `${quoted(attribute)} is no attribute that can be changed.`;
  if (!isObject(value)) return `The value of ${attribute} is no object.`;
  if (tooDeep(value)) return `The value of ${attribute} is nested too deep.`;
  const body = JSON.stringify({ d: { fields: [{ field: attribute, value }] }, reqId: 'r' });
  if (body.length > maxPayloadBytes / 2) return `The value of ${attribute} is too large to be sent to the device.`;
  return lintPayload(body, kindNamed('dm.deviceUpdate')).find(({ severity }) => severity === 'error')?.message;
}

function notRegistered({ typeId, deviceId }: DeviceName): Refusal {
  return new Refusal(`The device ${typeId} ${deviceId} is not registered.`, {
    rule: 'commands and attributes are for registered devices',
    advice: 'Register the device first.',
    code: 404,
  });
}
