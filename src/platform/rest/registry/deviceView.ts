import type { DeviceName, DeviceRecord } from '../../../rpc/device/deviceState.ts';
import type { RegisteredDevice } from '../../registry/registry.ts';
import type { RestSurroundings } from '../restSurroundings.ts';
import { registeredClientId } from './registeredClientId.ts';

/** What shows a device as the service did [D-model, PY]. */
export function deviceView({ storage: { registry }, records }: RestSurroundings): (device: RegisteredDevice) => object {
  return (device) => {
    const { typeId, deviceId, classId, gateway } = device;
    const { deviceInfo, metadata, added, status } = records.of(device);
    return {
      clientId: registeredClientId(registry.org, device),
      typeId,
      deviceId,
      classId,
      ...(gateway === undefined ? {} : { gatewayTypeId: gateway.typeId, gatewayId: gateway.deviceId }),
      deviceInfo,
      metadata,
      registration: registrationOf(added),
      status: status ?? { alert: { enabled: false } },
      refs: refsOf(device),
    };
  };
}

/** Orders devices. */
export function keyOf({ typeId, deviceId }: DeviceName): string {
  return `${typeId}/${deviceId}`;
}

function registrationOf(added: DeviceRecord['added']): object {
  if (added === undefined) return {};
  const { at, by } = added;
  const type = by.startsWith('a-') ? 'app' : by.startsWith('g:') ? 'device' : 'person';
  return { date: at, auth: { id: by, type } };
}

function refsOf({ typeId, deviceId }: DeviceName): object {
  const base = `/api/v0002/device/types/${typeId}/devices/${deviceId}`;
  return { diag: { errorCodes: `${base}/diag/errorCodes`, logs: `${base}/diag/logs` }, location: `${base}/location`, mgmt: `${base}/mgmt` };
}
