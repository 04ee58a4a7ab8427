import type { DeviceRequestKind } from '../../rpc/device/deviceRequest.ts';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import { mostOf } from '../../wiotp/limitTable.ts';
import type { Message } from '../../wiotp/message.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { buildTopic } from '../../wiotp/topic.ts';

const encoder = new TextEncoder();
const mostBytes = mostOf('payload', 'standard');

/**
 * A message of Device Management as a device sends it, or as a gateway sends it for `device`, itself included [D-dm, D-gw].
 * @throws Refusal for a payload that no JSON text can be made of, or that is larger than the platform takes.
 */
export function deviceMessage(kind: DeviceRequestKind | 'dm.deviceResponse', payload: object, device: DeviceName | undefined): Message {
  const bytes = encoder.encode(jsonOf(payload));
  if (bytes.byteLength > mostBytes) {
    throw new Refusal(`The payload has ${bytes.byteLength} bytes; ${mostBytes} are allowed.`, {
      rule: 'a larger payload closes the connection',
      advice: 'Leave out what is not needed.',
      code: 287,
    });
  }
  return { topic: buildTopic(kind, device === undefined ? {} : { ...device }), payload: bytes, qos: 1, retain: false };
}

function jsonOf(payload: object): string {
  try {
    return JSON.stringify(payload);
  } catch (error) {
    throw new Refusal(
      'The payload cannot be written as JSON.',
      { rule: 'Device Management speaks JSON', advice: 'Nest its values less deeply.' },
      { cause: error },
    );
  }
}
