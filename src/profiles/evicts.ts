import type { ConnectionProfile } from './profile.ts';
import { isEmbedded } from './resolveProfile.ts';

/**
 * Whether connecting pushes out whoever is connected with the same client ID on a machine that others use [D-conn]. Connections
 * of a shared application live side by side; the embedded platform is asked who is there.
 */
export function evicts(profile: ConnectionProfile): boolean {
  const { client } = profile;
  return !isEmbedded(profile) && !(client.sender === 'application' && client.shared);
}
