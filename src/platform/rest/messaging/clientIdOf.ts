import { applicationClientId, deviceClientId, gatewayClientId } from '../../../wiotp/clientId.ts';
import type { Caller } from '../access/caller.ts';

/** The client ID under which what somebody does over HTTP appears in the traffic. */
export function clientIdOf(org: string, caller: Caller): string {
  switch (caller.kind) {
    case 'application':
      return applicationClientId(org, caller.apiKey);
    case 'device':
      return deviceClientId(org, caller.device.typeId, caller.device.deviceId);
    case 'gateway':
      return gatewayClientId(org, caller.device.typeId, caller.device.deviceId);
  }
}
