import { homedir } from 'node:os';
import type { ConnectionProfile } from '../../profiles/profile.ts';
import { isEmbedded, resolveProfile, type ResolvedProfile } from '../../profiles/resolveProfile.ts';
import { profileFaults } from '../../profiles/rules/profileFaults.ts';
import type { Secrets } from '../../profiles/secrets.ts';
import { whyUnresolved } from '../../profiles/whyUnresolved.ts';
import type { LocalControl } from '../../rpc/engineContract.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { commandWords } from '../commandWords.ts';
import { wrongUsage } from '../wrongUsage.ts';
import { checkConnectionValues, type ConnectionValues } from './connectionOptions.ts';
import type { ConnectionPlace } from './connectionPlace.ts';
import { concerningFaults, concerningNotes } from './concerning.ts';
import { findSource } from './findSource.ts';
import { runningPlatform } from './runningPlatform.ts';
import { readSecrets } from './readSecrets.ts';
import { withOptions } from './withOptions.ts';

/** Everything that is needed to connect. */
export interface CliConnection extends ResolvedProfile {
  readonly profile: ConnectionProfile;
  readonly secrets: Secrets;
  /** What whoever runs the command should know: effective values, and what is insecure. */
  readonly notes: readonly string[];
  /** How the embedded platform is spoken to, where it leads there. */
  readonly control?: LocalControl;
}

/**
 * Finds out where the options of a command lead, and as whom.
 * @throws Refusal for wrong usage, for a configuration that cannot be read, and for a connection that cannot come about.
 */
export async function readConnection(values: ConnectionValues, place: ConnectionPlace): Promise<CliConnection> {
  const { command } = place;
  checkConnectionValues(command, values);
  const source = findSource(values, place);
  const profile = withOptions(source.profile, values, place);
  const faults = profileFaults(profile);
  const error = faults.find(({ severity }) => severity === 'error');
  if (error !== undefined) throw wrongUsage(command, commandWords(error.message));
  const running = isEmbedded(profile) ? await runningPlatform() : undefined;
  const where = { folder: source.folder, home: homedir(), ...(running === undefined ? {} : { platform: running.place }) };
  const resolved = resolveProfile(profile, where);
  if (resolved === undefined) throw unresolved(whyUnresolved(profile, where)?.message ?? 'The connection leads nowhere.');
  const secrets = readSecrets(values, source.secrets, profile, place);
  return {
    ...resolved,
    profile,
    secrets,
    notes: [...concerningNotes(source.notes, values), ...concerningFaults(faults, command)].map(commandWords),
    ...(running === undefined ? {} : { control: running.control }),
  };
}

function unresolved(message: string): Refusal {
  return new Refusal(message, { rule: 'the embedded platform listens for what connects to it', advice: 'Start it with wiotp platform.' });
}
