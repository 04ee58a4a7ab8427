import { randomUUID } from 'node:crypto';
import type { DeviceCommand, DeviceName } from '../rpc/platformContract.ts';
import { deviceClientId } from '../wiotp/clientId.ts';
import { checkLevel } from '../wiotp/names.ts';
import { Refusal } from '../wiotp/refusal.ts';
import { buildTopic } from '../wiotp/topic.ts';
import type { ClientDirectory } from './clients/clientDirectory.ts';
import type { ManagedDevices } from './dm/managedDevices.ts';
import { managementQos } from './dm/managementServer.ts';
import type { RebootActions } from './dm/rebootActions.ts';
import { jsonPayload } from './jsonPayload.ts';
import type { Journal } from './journal.ts';
import { allowMessage } from './mqtt/lengthRule.ts';
import type { Registry } from './registry/registry.ts';
import type { Router } from './routing/router.ts';

/** What the back office works with. */
export interface BackOfficeSurroundings {
  readonly registry: Registry;
  readonly directory: ClientDirectory;
  readonly router: Router;
  readonly managed: ManagedDevices;
  readonly reboots: RebootActions;
  readonly journal: Journal;
}

/** What a user of the workbench does to devices from the platform's side: send commands, start actions. */
export class BackOffice {
  readonly #surroundings: BackOfficeSurroundings;

  constructor(surroundings: BackOfficeSurroundings) {
    this.#surroundings = surroundings;
  }

  /**
   * Publishes a command as the application `a:{org}:workbench`.
   * @returns whether the device is connected and has subscribed to the command.
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
    const delivered = router.reaches(lane, this.#clientId(command));
    router.route(lane, payload, qos);
    return delivered;
  }

  /**
   * Asks a device to restart.
   * @returns the reqId of the request.
   * @throws Refusal when the device is not there, is not managed, cannot hear the request, or does one already.
   */
  requestReboot(device: DeviceName): string {
    const { router, managed, reboots } = this.#surroundings;
    this.#expectReady(device);
    const lane = router.lane(buildTopic('dm.reboot', { typeId: device.typeId, deviceId: device.deviceId }));
    if (!router.reaches(lane, this.#clientId(device))) {
      throw refused(
        device,
        'has not subscribed to iotdm-1/#, so it cannot hear the request',
        'Let the device subscribe to iotdm-1/# before it sends its Manage request.',
      );
    }
    const reqId = randomUUID();
    const unclaimed = managed.claimsDeviceActions(device) === false;
    const note = unclaimed ? ' Its Manage request did not claim supports.deviceActions, which the real service demands.' : '';
    reboots.begin(device, reqId, note);
    router.route(lane, jsonPayload({ reqId }), managementQos);
    return reqId;
  }

  #expectReady(device: DeviceName): void {
    this.#expectRegistered(device);
    const { directory, managed } = this.#surroundings;
    if (directory.find(this.#clientId(device)) === undefined) throw refused(device, 'is not connected', 'Connect the device first.');
    if (!managed.has(device)) throw refused(device, 'is not managed', 'Let the device send a Manage request first.');
  }

  #expectRegistered(device: DeviceName): void {
    if (!this.#surroundings.registry.has(device)) throw refused(device, 'is not registered', 'Register the device first.');
  }

  #clientId({ typeId, deviceId }: DeviceName): string {
    return deviceClientId(this.#surroundings.registry.org, typeId, deviceId);
  }
}

function refused({ typeId, deviceId }: DeviceName, what: string, advice: string): Refusal {
  return new Refusal(`The device ${typeId} ${deviceId} ${what}.`, { rule: 'requests go to connected, managed devices', advice });
}
