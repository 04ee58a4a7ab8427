import type { ConnectionProfile } from './profile.ts';

/** The device or gateway that a profile connects as; none for an application. */
export function deviceOf({ client }: ConnectionProfile): { readonly typeId: string; readonly deviceId: string } | undefined {
  return client.sender === 'application' ? undefined : { typeId: client.typeId, deviceId: client.deviceId };
}

/** What a profile connects as, for people: `thermostat:t-1`, or the application's ID. */
export function clientName({ client }: ConnectionProfile): string {
  return client.sender === 'application' ? client.appId : `${client.typeId}:${client.deviceId}`;
}
