import type { Transport } from './profile.ts';

/** Whether a transport is encrypted. */
export function isSecure(transport: Transport): boolean {
  return transport === 'tls' || transport === 'wss';
}

/** Whether a transport is MQTT over WebSocket. */
export function isWebSocket(transport: Transport): boolean {
  return transport === 'ws' || transport === 'wss';
}
