import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { Refusal } from '../../wiotp/refusal.ts';
import { openDatabase } from './database.ts';
import { Registry } from './registry.ts';
import { randomId } from './secrets.ts';

/**
 * Opens the registry in a folder, or in memory without one. An organisation is created with the data: `org` if it
 * is given, otherwise six random characters.
 * @throws Refusal when the folder cannot be used, is in use, or holds another organisation than `org`.
 */
export function openRegistry(folder?: string, org?: string): Registry {
  const database = openDatabase(folder);
  try {
    return new Registry(database, identify(database, org));
  } catch (error) {
    database.close();
    throw error;
  }
}

function identify(database: DatabaseSync, org: string | undefined): { org: string; instanceId: string; created: boolean } {
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
