import * as vscode from 'vscode';
import type { ConnectionProfile } from '../../profiles/profile.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { freeName } from '../connections/add/freeName.ts';
import type { Connection } from '../connections/connections.ts';
import { editConnection } from '../connections/edit/editConnection.ts';
import { enterSecrets } from '../connections/secrets/enterSecrets.ts';
import { errorAt } from '../connections/profileCheck.ts';
import { shareConnection } from '../connections/transfer/shareConnection.ts';
import { commands } from '../ids.ts';
import { askAlone, askText } from '../quick/wizard.ts';
import { chooseConnection } from '../chooseConnection.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** Edit, duplicate, rename, reorder and share connections, and enter their secrets again. */
export function profileCommands(parts: Parts): readonly Command[] {
  const { profiles, notices } = parts;
  return [
    {
      id: commands.editConnection,
      title: vscode.l10n.t('Edit Connection'),
      needsTrust: true,
      run: async (node) => {
        const chosen = await chooseOwn(parts, node);
        if (chosen !== undefined) await edit(parts, chosen);
      },
    },
    {
      id: commands.duplicateConnection,
      title: vscode.l10n.t('Duplicate Connection'),
      needsTrust: true,
      run: async (node) => {
        const chosen = await chooseAny(parts, node);
        if (chosen === undefined) return;
        const copy = copyOf(chosen, namesOf(parts));
        await profiles.put(copy);
        notices.done(vscode.l10n.t('{0} is a copy of {1}; its secrets are asked for anew', copy.name, chosen.profile.name));
      },
    },
    {
      id: commands.renameConnection,
      title: vscode.l10n.t('Rename Connection'),
      needsTrust: false,
      run: async (node) => {
        const chosen = await chooseOwn(parts, node);
        const name = chosen === undefined ? undefined : await askName(chosen.profile);
        const now = chosen === undefined ? undefined : profiles.find(chosen.profile.id);
        if (name !== undefined && now !== undefined) await profiles.put({ ...now, name });
      },
    },
    {
      id: commands.moveConnectionUp,
      title: vscode.l10n.t('Move Connection Up'),
      needsTrust: false,
      run: (node) => move(parts, node, -1),
    },
    {
      id: commands.moveConnectionDown,
      title: vscode.l10n.t('Move Connection Down'),
      needsTrust: false,
      run: (node) => move(parts, node, 1),
    },
    {
      id: commands.shareConnection,
      title: vscode.l10n.t('Share Connection in Workspace'),
      needsTrust: true,
      run: async (node) => {
        const chosen = await chooseOwn(parts, node);
        if (chosen !== undefined) await shareConnection(parts, chosen.profile);
      },
    },
    {
      id: commands.enterSecrets,
      title: vscode.l10n.t('Enter Token or Password Again'),
      needsTrust: true,
      run: async (node) => {
        const chosen = await chooseConnection(
          parts.connections,
          node,
          ({ profile }) => profile.target.kind !== 'quickstart',
          noConnection(),
        );
        if (chosen !== undefined) await enterSecrets(parts, chosen);
      },
    },
  ];
}

function chooseOwn({ connections }: Parts, node: unknown): Promise<Connection | undefined> {
  return chooseConnection(connections, node, ({ shared }) => shared === undefined, noConnection());
}

function chooseAny({ connections }: Parts, node: unknown): Promise<Connection | undefined> {
  return chooseConnection(connections, node, () => true, noConnection());
}

function noConnection() {
  return {
    message: vscode.l10n.t('There is no such connection.'),
    advice: vscode.l10n.t('Add one with Add Connection…. One that a folder shares is changed in its file, or duplicated first.'),
  };
}

async function edit({ profiles, connections, notices }: Parts, { profile, session }: Connection): Promise<void> {
  const isOpen = session !== undefined && session.phase !== 'closed';
  const changed = await editConnection(profile, isOpen);
  if (changed === undefined || changed === profile) return;
  if (profiles.find(profile.id) === undefined) {
    throw new Refusal(vscode.l10n.t('{0} was deleted while it was edited.', profile.name), {
      rule: 'a connection that exists',
      advice: vscode.l10n.t('Add it anew with Add Connection….'),
    });
  }
  const before = connections.find(profile.id)?.resolved?.boundTo;
  await profiles.put(changed);
  const after = connections.find(profile.id)?.resolved?.boundTo;
  const notes = [
    ...(isOpen ? [vscode.l10n.t('it counts when it connects next')] : []),
    ...(before !== after ? [vscode.l10n.t('its token is asked for again, since it leads elsewhere')] : []),
  ];
  notices.done([vscode.l10n.t('Saved {0}', changed.name), ...notes].join('; '));
}

function askName(profile: ConnectionProfile): Promise<string | undefined> {
  return askAlone(vscode.l10n.t('Rename {0}', profile.name), (place) =>
    askText(place, {
      prompt: vscode.l10n.t('Name of the connection, as it is shown'),
      value: profile.name,
      check: (name) => errorAt({ ...profile, name }, 'name'),
    }),
  );
}

/** A copy is the user's own, wherever it came from: paths that began in a folder begin there still. */
function copyOf({ profile, resolved, shared }: Connection, taken: readonly string[]): ConnectionProfile {
  const { caFile, certificateFile, keyFile } = resolved?.settings.endpoint.tls ?? {};
  const files = Object.fromEntries(Object.entries({ caFile, certificateFile, keyFile }).filter(([, file]) => file !== undefined));
  const name = taken.includes(profile.name) ? freeName(profile, taken) : profile.name;
  const tls = shared === undefined ? profile.tls : { ...profile.tls, ...files };
  return { ...profile, tls, id: crypto.randomUUID(), name, demo: false };
}

function namesOf({ connections }: Parts): readonly string[] {
  return connections.all().map(({ profile }) => profile.name);
}

async function move(parts: Parts, node: unknown, by: -1 | 1): Promise<void> {
  const chosen = await chooseOwn(parts, node);
  if (chosen === undefined) return;
  const ids = parts.profiles.all().map(({ id }) => id);
  const at = ids.indexOf(chosen.profile.id);
  // Before the one above, or before the one behind the next.
  if (at + by >= 0 && at + by < ids.length) await parts.profiles.move(chosen.profile.id, ids[by < 0 ? at - 1 : at + 2]);
}
