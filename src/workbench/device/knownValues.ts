import type { ManagedState } from '../../rpc/session/sessionState.ts';
import type { Connection } from '../connections/connections.ts';
import { firmwareValue, type KnownValues } from './answerData.ts';

/** What is known of a device's attributes: its firmware, and of the client itself what its profile says. */
export function knownValues({ profile }: Connection, state: ManagedState | undefined): KnownValues {
  const { deviceInfo, metadata } = profile.management;
  const own = state?.device === undefined ? { deviceInfo, ...(metadata === undefined ? {} : { metadata }) } : {};
  return { ...own, ...(state === undefined ? {} : { 'mgmt.firmware': firmwareValue(state.firmware) }) };
}
