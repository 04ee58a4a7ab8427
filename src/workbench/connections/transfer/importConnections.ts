import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ImportedFile } from '../../../profiles/import/importExported.ts';
import type { ImportedConnection } from '../../../profiles/import/imported.ts';
import type { ConnectionProfile } from '../../../profiles/profile.ts';
import { isEmbedded } from '../../../profiles/resolveProfile.ts';
import type { Parts } from '../../parts.ts';
import { askMany } from '../../quick/askMany.ts';
import { askAlone, askChoice } from '../../quick/wizard.ts';
import { freeName } from '../add/freeName.ts';
import { addressHint } from './addressHint.ts';
import { importSources, type ChosenFile, type ImportSource, type ReadOptions } from './importSources.ts';
import { filesFromAnywhere } from './profileFiles.ts';
import { reviewImport } from './reviewImport.ts';

/**
 * Imports connections, after showing what they really come to. Tokens go to the secret store and nowhere else.
 * The entry of a bundle of its own: few import anything, and a reader of YAML is large.
 */
export async function importConnections(parts: Parts): Promise<void> {
  const title = vscode.l10n.t('Import Connections');
  const source = await askAlone(title, (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('Where are they?'),
      choices: importSources.map((value) => ({ label: value.label, detail: value.detail, value })),
    }),
  );
  if (source === undefined) return;
  const file = await chooseFile(title, source);
  if (file === undefined) return;
  const { deviceInfo: checkDeviceInfo } = await parts.linter();
  const read = await readAsked(title, source, file, { newId: () => crypto.randomUUID(), checkDeviceInfo });
  if (read === undefined) return;
  const chosen = await chooseSome(title, read.connections);
  if (chosen === undefined || chosen.length === 0) return;
  if (await reviewImport(title, { connections: chosen, notes: read.notes })) await keep(parts, chosen, file);
}

async function chooseFile(title: string, { files }: ImportSource): Promise<ChosenFile | undefined> {
  if (files === undefined) return { path: '', text: '' };
  const [uri] = (await vscode.window.showOpenDialog({ title, filters: { [vscode.l10n.t('Connections')]: [...files] } })) ?? [];
  if (uri === undefined) return undefined;
  return { path: uri.fsPath, text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
}

/** Reads it, after asking what it does not say. */
async function readAsked(title: string, source: ImportSource, file: ChosenFile, given: ReadOptions): Promise<ImportedFile | undefined> {
  if (!source.isForSdk) return source.read(file, given);
  const sdk = await askAlone(title, (place) =>
    askChoice<'python' | 'node'>(place, {
      placeholder: vscode.l10n.t('Whose behaviour counts? IBM’s libraries do not do the same with one configuration'),
      choices: [
        { label: vscode.l10n.t('The Python SDK’s'), value: 'python' },
        { label: vscode.l10n.t('The Node.js SDK’s'), value: 'node' },
      ],
    }),
  );
  if (sdk === undefined) return undefined;
  const options: ReadOptions = { ...given, sdk };
  const read = source.read(file, options);
  if (read.connections.every(({ profile }) => profile.client.sender === 'application')) return read;
  const isNamedGateway = /gateway/i.test(path.basename(file.path));
  const gateway = await askAlone(title, (place) =>
    askChoice<'device' | 'gateway'>(place, {
      placeholder: vscode.l10n.t('What does it connect as? Both have the same configuration'),
      choices: [
        { label: vscode.l10n.t('Device'), value: 'device' },
        { label: vscode.l10n.t('Gateway'), value: 'gateway' },
      ],
      active: isNamedGateway ? 1 : 0,
    }),
  );
  if (gateway === undefined) return undefined;
  return gateway === 'gateway' ? source.read(file, { ...options, gateway: true }) : read;
}

async function chooseSome(title: string, all: readonly ImportedConnection[]): Promise<readonly ImportedConnection[] | undefined> {
  if (all.length < 2) return all;
  const choices = all.map((value) => ({ label: value.profile.name, description: addressHint(value.profile), value }));
  return askMany(title, vscode.l10n.t('Which of them?'), choices);
}

async function keep(parts: Parts, chosen: readonly ImportedConnection[], file: ChosenFile): Promise<void> {
  const { profiles, connections, notices } = parts;
  const taken = connections.all().map(({ profile }) => profile.name);
  const lost: string[] = [];
  for (const { profile, secrets } of chosen) {
    const own = { ...withFiles(profile, file), name: taken.includes(profile.name) ? freeName(profile, taken) : profile.name };
    taken.push(own.name);
    await profiles.put(own);
    // A token is bound to the platform that it is for, which is not known while that does not run.
    if (secrets.token !== undefined && isEmbedded(own) && parts.platform.state.phase !== 'running') lost.push(own.name);
    else if (secrets.token !== undefined) await connections.keepToken(own, secrets.token);
  }
  const [first] = chosen;
  const done =
    chosen.length === 1
      ? vscode.l10n.t('Imported {0}', first?.profile.name ?? '')
      : vscode.l10n.t('Imported {0} connections', chosen.length);
  if (lost.length === 0) notices.done(done);
  else {
    void notices.warn(
      vscode.l10n.t(
        '{0}. The tokens of {1} were not kept: the embedded platform does not run, and a token is bound to it. Start it and import them again, or enter the tokens when they connect.',
        done,
        lost.join(', '),
      ),
    );
  }
}

/** Paths in a file begin where that is. */
function withFiles(profile: ConnectionProfile, file: ChosenFile): ConnectionProfile {
  return file.path === '' ? profile : filesFromAnywhere(profile, { folder: path.dirname(file.path), home: homedir() });
}
