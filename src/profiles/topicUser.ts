import { parseHost } from '../wiotp/hosts.ts';
import type { TopicUser } from '../wiotp/topics/topicRules.ts';
import type { ConnectionProfile } from './profile.ts';

/** Whose rules about topics count for a profile. */
export function topicUserOf({ client, target }: Pick<ConnectionProfile, 'client' | 'target'>): TopicUser {
  if (target.kind !== 'quickstart') return client.sender;
  return client.sender === 'application' ? 'quickstartApplication' : 'quickstartDevice';
}

/**
 * Whether the platform is known to be at the other end, so that its rules are kept there. Any other host may be a platform, or a
 * broker with rules of its own.
 */
export function isPlatform({ target }: Pick<ConnectionProfile, 'target'>): boolean {
  return target.kind !== 'host' || parseHost(target.host).use === 'messaging';
}
