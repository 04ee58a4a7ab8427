import type { SessionSettings } from '../../profiles/sessionSettings.ts';
import { clientIdOf } from '../../wiotp/clientId.ts';
import { Refusal } from '../../wiotp/refusal.ts';

/** A session cannot send anything now. */
export function notConnected({ identity }: SessionSettings, isOver: boolean): Refusal {
  return new Refusal(`${clientIdOf(identity)} is not connected.`, {
    rule: 'without a connection only messages of QoS 1 and 2 are kept, and only while it is coming back',
    advice: isOver ? 'Connect it first.' : 'Wait until it is connected again, and then try once more.',
  });
}

/** A session has no Device Management. */
export function noManagement({ identity }: SessionSettings): Refusal {
  return new Refusal(`${clientIdOf(identity)} takes no part in Device Management.`, {
    rule: 'Device Management is for devices and gateways, and not on Quickstart',
    advice: 'Use the connection of a device or a gateway.',
  });
}
