import { deviceClientId, gatewayClientId } from '../../../wiotp/clientId.ts';
import type { RegisteredDevice } from '../../registry/registry.ts';

/** The client ID with which a registered device or gateway connects. */
export function registeredClientId(
  org: string,
  { classId, typeId, deviceId }: Pick<RegisteredDevice, 'classId' | 'typeId' | 'deviceId'>,
): string {
  return (classId === 'Gateway' ? gatewayClientId : deviceClientId)(org, typeId, deviceId);
}
