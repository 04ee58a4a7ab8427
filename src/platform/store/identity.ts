import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { Refusal } from '../../wiotp/refusal.ts';
import type { RegistryIdentity } from '../registry/registry.ts';
import { randomId } from '../registry/secrets.ts';

/**
 * Whose data this is. An organisation is created with the data: `org` if it is given, otherwise six random characters.
 * @throws Refusal when the data belongs to another organisation than `org`.
 */
export function identify(database: DatabaseSync, org: string | undefined): RegistryIdentity {
  const found = database.prepare('SELECT org, instance_id FROM platform').get();
  if (found === undefined) {
    const identity = { org: org ?? randomId(6), instanceId: randomUUID() };
    database.prepare('INSERT INTO platform VALUES (?, ?)').run(identity.org, identity.instanceId);
    return { ...identity, created: true };
  }
  const stored = String(found['org']);
  if (org !== undefined && org !== stored) {
    throw new Refusal(`The data folder belongs to the organisation ${stored}, not to ${org}.`, {
      rule: 'the organisation of a data folder does not change',
      advice: 'Choose another data folder, or name that organisation in the registry file.',
    });
  }
  return { org: stored, instanceId: String(found['instance_id']), created: false };
}
