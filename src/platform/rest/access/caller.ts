import type { DeviceName, GatewayRole } from '../../../rpc/device/deviceState.ts';

/** Who calls, once its credentials are checked. */
export type Caller =
  | { readonly kind: 'application'; readonly apiKey: string }
  | { readonly kind: 'device'; readonly device: DeviceName }
  | { readonly kind: 'gateway'; readonly device: DeviceName; readonly role: GatewayRole };

/** Who may make a call: applications by API key, or devices and gateways by their token. */
export type CallerKind = 'application' | 'device';
