import { deviceClientId, gatewayClientId } from '../../wiotp/clientId.ts';
import type { ConnectionTarget } from './connectionTarget.ts';

/** The client ID of whoever connects [D-conn]. */
export function clientIdOfTarget({ classId, org, typeId, deviceId }: ConnectionTarget): string {
  return classId === 'Gateway' ? gatewayClientId(org, typeId, deviceId) : deviceClientId(org, typeId, deviceId);
}
