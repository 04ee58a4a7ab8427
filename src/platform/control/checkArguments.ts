import type { DeviceCommand, DeviceName } from '../../rpc/platformContract.ts';
import type { Qos } from '../../wiotp/message.ts';
import { Refusal } from '../../wiotp/refusal.ts';

/** The name of a device as it came over the wire. @throws Refusal when it is none. */
export function expectDeviceName(value: DeviceName): DeviceName {
  const { typeId, deviceId } = membersOf(value);
  return { typeId: expectText('typeId', typeId), deviceId: expectText('deviceId', deviceId) };
}

/** A command as it came over the wire. @throws Refusal when it is none. */
export function expectCommand(value: DeviceCommand): DeviceCommand {
  const { commandId, format, payload, qos } = membersOf(value);
  if (!(payload instanceof Uint8Array)) throw malformed('payload is not bytes');
  if (qos !== 0 && qos !== 1 && qos !== 2) throw malformed('qos is not 0, 1 or 2');
  return {
    ...expectDeviceName(value),
    commandId: expectText('commandId', commandId),
    format: expectText('format', format),
    payload,
    qos: qos satisfies Qos,
  };
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function expectText(name: string, value: unknown): string {
  if (typeof value !== 'string') throw malformed(`${name} is no text`);
  return value;
}

function malformed(what: string): Refusal {
  return new Refusal(`The call cannot be carried out: ${what}.`, {
    rule: 'calls follow the contract of the control socket',
    advice: 'Reload the window: the extension and the embedded platform may be of different versions.',
  });
}
