import type { SessionSettings } from '../../profiles/sessionSettings.ts';
import { quickstartOrg } from '../../wiotp/organisation.ts';
import type { TopicUser } from '../../wiotp/topics/topicRules.ts';

/** Whose topic rules a session falls under: those of its class, or of the sandbox. */
export function topicUserOf({ identity, home }: Pick<SessionSettings, 'identity' | 'home'>): TopicUser {
  if (home !== 'quickstart' && identity.org !== quickstartOrg) return identity.sender;
  return identity.sender === 'application' ? 'quickstartApplication' : 'quickstartDevice';
}
