import type { ConnectionAttempt } from '../../rpc/board/attempt.ts';
import type { DeviceState } from '../../rpc/device/deviceState.ts';
import type { ListenerState } from '../../rpc/platformContract.ts';
import { isLoopback } from '../../wiotp/loopback.ts';
import { hostOfPeer } from './tree/peer.ts';

const loopback = '127.0.0.1';

/**
 * The address at which a device reaches the platform: the one it came to last or, when that is not known any more, the
 * first that is open to the network. A device on this machine, and one that never came, gets loopback.
 */
export function imageHost(
  device: Pick<DeviceState, 'peer'>,
  clientId: string,
  listeners: readonly ListenerState[],
  attempts: readonly ConnectionAttempt[],
): string {
  if (device.peer !== undefined && isLoopback(hostOfPeer(device.peer))) return loopback;
  const listens = (host: string): boolean => listeners.some((listener) => listener.service === 'full' && listener.host === host);
  const came = attempts.find((attempt) => attempt.clientId === clientId && attempt.stage === 'accepted' && listens(attempt.host));
  if (came !== undefined) return came.host;
  const open = listeners.find((listener) => listener.service === 'full' && listener.open);
  return device.peer === undefined || open === undefined ? loopback : open.host;
}
