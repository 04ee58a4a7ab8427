import type { DeviceClass, DeviceName, GatewayRole } from '../../rpc/device/deviceState.ts';

/** A registered device or gateway. */
export interface RegisteredDevice extends DeviceName {
  readonly classId: DeviceClass;
  /** Of a gateway. */
  readonly role?: GatewayRole;
  readonly disabled: boolean;
  readonly hasToken: boolean;
  /** The gateway that registered it. */
  readonly gateway?: DeviceName;
}
