import type { DeviceRequestKind } from '../../rpc/device/deviceRequest.ts';
import { kindNamed } from '../../wiotp/catalog.ts';
import { Refusal } from '../../wiotp/refusal.ts';

/** The platform did not answer a request of the device in time. */
export function noAnswer(kind: DeviceRequestKind): Refusal {
  return new Refusal(`The platform did not answer the ${kindNamed(kind).title} within 10 s.`, {
    rule: 'a request with a reqId is answered',
    advice: 'Check that the platform offers Device Management and that the device is registered there.',
  });
}
