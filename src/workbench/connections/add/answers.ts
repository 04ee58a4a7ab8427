import { newProfile } from '../../../profiles/newProfile.ts';
import type { ConnectionProfile, ProfileClient, Target } from '../../../profiles/profile.ts';
import { errorAt } from '../profileCheck.ts';

/** What to do with a connection that was added. */
export type NextStep = 'connect' | 'diagnose' | 'save';

/** What has been answered about a new connection: a profile that is right but for what was not asked yet. */
export interface Answers {
  readonly profile: ConnectionProfile;
  /** How the client proves who it is. */
  readonly signIn: 'token' | 'certificate';
  /** Never part of the profile; empty for none. */
  readonly token: string;
  readonly next: NextStep;
}

export function firstAnswers(id: string): Answers {
  const client: ProfileClient = { sender: 'device', typeId: '', deviceId: '' };
  return {
    profile: newProfile({ id, name: '', client, target: { kind: 'embedded' }, org: '' }),
    signIn: 'token',
    token: '',
    next: 'connect',
  };
}

/** Another target or client, with the values that are usual for it; what was asked and fits is kept. */
export function withParty(answers: Answers, change: { readonly target?: Target; readonly client?: ProfileClient }): Answers {
  const { id, name, client, target, org } = answers.profile;
  return { ...answers, profile: newProfile({ id, name, client, target, org, ...change }) };
}

/** Another value of members of the profile. */
export function withMembers(answers: Answers, members: Partial<ConnectionProfile>): Answers {
  return { ...answers, profile: { ...answers.profile, ...members } };
}

/** Checks a text while it is typed: the reason why the profile that it makes cannot be, at the members that it makes. */
export function checkAs(make: (text: string) => ConnectionProfile, ...paths: readonly string[]): (text: string) => string | undefined {
  return (text) => errorAt(make(text), ...paths);
}
