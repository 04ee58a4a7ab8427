import { clientName } from '../../../profiles/deviceOf.ts';
import type { ConnectionProfile } from '../../../profiles/profile.ts';

/** The name that is proposed: what it connects as, with as much as it takes to tell it from others. */
export function freeName(profile: ConnectionProfile, taken: readonly string[]): string {
  const { client } = profile;
  const short = client.sender === 'application' ? client.appId : client.deviceId;
  const candidates = [short, clientName(profile)];
  const free = candidates.find((name) => !taken.includes(name));
  if (free !== undefined) return free;
  for (let number = 2; ; number++) if (!taken.includes(`${short} ${number}`)) return `${short} ${number}`;
}
