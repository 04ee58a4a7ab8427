import type { ConnectionTarget } from '../../assist/connectionCode/connectionTarget.ts';
import type { DeviceState } from '../../rpc/device/deviceState.ts';
import type { ListenerState, PlatformInfo } from '../../rpc/platformContract.ts';
import { Refusal } from '../../wiotp/refusal.ts';

/** What code is to be made for. */
export interface TargetWish {
  readonly device: Pick<DeviceState, 'typeId' | 'deviceId' | 'classId'>;
  readonly token: string | undefined;
  readonly address: string;
  readonly tls: boolean;
}

/**
 * Who connects to a platform, and where to.
 * @throws Refusal when the platform does not listen at that address in that way.
 */
export function connectionTarget(info: PlatformInfo, { device, token, address, tls }: TargetWish): ConnectionTarget {
  const listener = listenerAt(info.listeners, address, tls);
  if (listener === undefined) throw notListening(address, tls);
  const { typeId, deviceId, classId } = device;
  return {
    org: info.org,
    typeId,
    deviceId,
    classId,
    ...(token === undefined ? {} : { token }),
    host: address,
    address,
    port: listener.port,
    tls,
    ...(info.ca === undefined ? {} : { caPem: info.ca }),
    transport: 'tcp',
  };
}

/** Where the organisation is served at an address, with TLS or without. */
export function listenerAt(listeners: readonly ListenerState[], address: string, tls: boolean): ListenerState | undefined {
  return listeners.find(({ host, secure, service }) => host === address && secure === tls && service === 'full');
}

function notListening(address: string, tls: boolean): Refusal {
  return new Refusal(`The platform does not listen at ${address} ${tls ? 'with' : 'without'} TLS.`, {
    rule: 'only addresses that were opened are served',
    advice: tls ? 'Open the address, or choose code without TLS.' : 'Open the address, or choose code with TLS.',
  });
}
