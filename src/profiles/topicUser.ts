import type { ClientIdentity } from '../wiotp/clientId.ts';
import { parseHost } from '../wiotp/hosts.ts';
import { quickstartOrg } from '../wiotp/organisation.ts';
import type { TopicUser } from '../wiotp/topics/topicRules.ts';
import { identityOf } from './identityOf.ts';
import type { ConnectionProfile } from './profile.ts';

/** Whose rules about topics count for a profile. */
export function topicUserOf(profile: Pick<ConnectionProfile, 'client' | 'target' | 'org'>): TopicUser {
  return topicUserOfClient(identityOf(profile));
}

/** Whose rules about topics count for a client: those of its class, or, by the organisation, of the sandbox [D-qs]. */
export function topicUserOfClient({ sender, org }: Pick<ClientIdentity, 'sender' | 'org'>): TopicUser {
  if (org !== quickstartOrg) return sender;
  return sender === 'application' ? 'quickstartApplication' : 'quickstartDevice';
}

/**
 * Whether the platform is known to be at the other end, so that its rules are kept there. Any other host may be a platform, or a
 * broker with rules of its own.
 */
export function isPlatform({ target }: Pick<ConnectionProfile, 'target'>): boolean {
  return target.kind !== 'host' || parseHost(target.host).use === 'messaging';
}
