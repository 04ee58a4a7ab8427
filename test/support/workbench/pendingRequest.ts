import type { ManagedState, PendingRequest } from '../../../src/rpc/session/sessionState.ts';

/** A reboot request that waits, unless told otherwise. */
export function pendingRequest(more: Partial<PendingRequest> = {}): PendingRequest {
  return {
    key: 'k-1',
    reqId: 'r-1',
    kind: 'dm.reboot',
    title: 'Reboot request',
    topic: 'iotdm-1/mgmt/initiate/device/reboot',
    payload: '{"reqId":"r-1"}',
    received: Date.UTC(2026, 2, 1, 9, 30, 0),
    expires: Date.UTC(2026, 2, 1, 9, 32, 0),
    expired: false,
    ...more,
  };
}

/** A managed device whose firmware rests, unless told otherwise. */
export function managedState(more: Partial<ManagedState> = {}): ManagedState {
  const firmware = { version: '', name: '', uri: '', verifier: '', state: 0, updateStatus: 0 };
  return { managed: true, pending: [], firmware, observed: [], ...more };
}
