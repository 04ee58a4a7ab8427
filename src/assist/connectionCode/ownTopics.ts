import { buildTopic } from '../../wiotp/topic.ts';
import type { ConnectionTarget } from './connectionTarget.ts';

/** What a device or gateway publishes and subscribes to in the code. */
export interface OwnTopics {
  readonly event: string;
  readonly manage: string;
  /** All commands, of a gateway also those of the devices behind it. */
  readonly commands: string;
  /** All messages of Device Management. */
  readonly management: string;
}

/** The event that the code publishes. */
export const samplePayload = '{"temperature":21.5}';

/** The topics of a client, in the form of its class [D-mqtt, D-gw]. */
export function ownTopics({ classId, typeId, deviceId }: ConnectionTarget): OwnTopics {
  const isGateway = classId === 'Gateway';
  const event = { eventId: 'status', format: 'json' };
  const anyCommand = { commandId: '+', format: '+' };
  return {
    event: isGateway ? buildTopic('gateway.event', { typeId, deviceId, ...event }) : buildTopic('device.event', event),
    manage: buildTopic('dm.manage', isGateway ? { typeId, deviceId } : {}),
    commands: isGateway
      ? buildTopic('gateway.command', { typeId: '+', deviceId: '+', ...anyCommand })
      : buildTopic('device.command', anyCommand),
    management: isGateway ? 'iotdm-1/type/+/id/+/#' : 'iotdm-1/#',
  };
}

/** A Manage request that asks for nothing but to be managed for good [D-dm]. */
export function manageRequest(reqId: string): string {
  return JSON.stringify({ d: { lifetime: 0 }, reqId });
}
