import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ImportedFile } from '../../../profiles/import/importExported.ts';
import type { ImportedConnection } from '../../../profiles/import/imported.ts';
import type { ConnectionProfile } from '../../../profiles/profile.ts';
import { isEmbedded } from '../../../profiles/resolveProfile.ts';
import type { Parts } from '../../parts.ts';
import { askManyOrGoBack } from '../../quick/askMany.ts';
import { isRefusal, Refusal } from '../../../wiotp/refusal.ts';
import { askChoice, back, cancelled, extend, wizard, type Outcome, type Place, type Step } from '../../quick/wizard.ts';
import { freeName } from '../add/freeName.ts';
import { addressHint } from './addressHint.ts';
import { importSources, type ChosenFile, type ImportSource, type ReadOptions } from './importSources.ts';
import { filesFromAnywhere } from './profileFiles.ts';
import { reviewImport } from './reviewImport.ts';

/** What is known of an import so far. */
interface Answers {
  readonly source?: ImportSource;
  readonly file: ChosenFile;
  readonly sdk?: 'python' | 'node';
  readonly read?: ImportedFile;
  readonly chosen: readonly ImportedConnection[];
}

/** Without a file there is nothing in it. */
const noFile: ChosenFile = { path: '', text: '' };

/**
 * Imports connections, after showing what they really come to. Tokens go to the secret store and nowhere else.
 * The entry of a bundle of its own: few import anything, and a reader of YAML is large.
 */
export async function importConnections(parts: Parts): Promise<void> {
  const { deviceInfo: checkDeviceInfo } = await parts.linter();
  const given: ReadOptions = { newId: () => crypto.randomUUID(), checkDeviceInfo };
  const first: Answers = { file: noFile, chosen: [] };
  const answers = await wizard(vscode.l10n.t('Import Connections'), first, (known) => stepsFor(known, given));
  if (answers !== undefined) await keep(parts, answers.chosen, answers.file);
}

function stepsFor({ source, read }: Answers, given: ReadOptions): readonly Step<Answers>[] {
  const isForSdk = source?.isForSdk === true;
  const mayBeGateway = isForSdk && read?.connections.some(({ profile }) => profile.client.sender !== 'application') === true;
  return [
    askSource,
    ...(source?.files === undefined ? [] : [chooseFile(given)]),
    ...(isForSdk ? [askSdk(given)] : []),
    ...(mayBeGateway ? [askGateway(given)] : []),
    ...(read === undefined || read.connections.length < 2 ? [] : [chooseSome]),
    review,
  ];
}

function askSource(_answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const choices = importSources.map((value) => ({ label: value.label, detail: value.detail, value }));
  const question = askChoice<ImportSource>(place, { placeholder: vscode.l10n.t('Where are they?'), choices });
  return extend(question, (source) => ({ source, file: noFile, chosen: [] }));
}

/** Whoever closes the dialog may have meant another source. */
function chooseFile(given: ReadOptions): Step<Answers> {
  return async ({ source }, { title }) => {
    const filters = { [vscode.l10n.t('Connections')]: [...(source?.files ?? [])] };
    const [uri] = (await vscode.window.showOpenDialog({ title, filters })) ?? [];
    if (source === undefined || uri === undefined) return back;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const answers: Answers = { source, file: { path: uri.fsPath, text }, chosen: [] };
    return source.isForSdk ? answers : withRead(answers, given);
  };
}

/** What is read depends on the library that it was made for. */
function askSdk(given: ReadOptions): Step<Answers> {
  return (answers, place) => {
    const question = askChoice<'python' | 'node'>(place, {
      placeholder: vscode.l10n.t('Whose behaviour counts? IBM’s libraries do not do the same with one configuration'),
      choices: [
        { label: vscode.l10n.t('The Python SDK’s'), value: 'python' },
        { label: vscode.l10n.t('The Node.js SDK’s'), value: 'node' },
      ],
    });
    return extend(question, (sdk) => withRead({ ...answers, sdk }, given));
  };
}

function askGateway(given: ReadOptions): Step<Answers> {
  return (answers, place) => {
    const question = askChoice<'device' | 'gateway'>(place, {
      placeholder: vscode.l10n.t('What does it connect as? Both have the same configuration'),
      choices: [
        { label: vscode.l10n.t('Device'), value: 'device' },
        { label: vscode.l10n.t('Gateway'), value: 'gateway' },
      ],
      active: /gateway/i.test(path.basename(answers.file.path)) ? 1 : 0,
    });
    return extend(question, (sort) => withRead(answers, { ...given, gateway: sort === 'gateway' }));
  };
}

/** @throws Refusal that says which file cannot be read, and why. */
function withRead(answers: Answers, given: ReadOptions): Answers {
  const { source, file, sdk } = answers;
  try {
    const read = source?.read(file, { ...given, ...(sdk === undefined ? {} : { sdk }) });
    return read === undefined ? answers : { ...answers, read, chosen: read.connections };
  } catch (error) {
    if (!isRefusal(error) || file.path === '') throw error;
    const { rule, advice } = error;
    throw new Refusal(`${path.basename(file.path)}: ${error.message}`, { rule, advice }, { cause: error });
  }
}

async function chooseSome(answers: Answers, { title }: Place): Promise<Outcome<Answers>> {
  const all = answers.read?.connections ?? [];
  const choices = all.map((value) => ({ label: value.profile.name, description: addressHint(value.profile), value }));
  const chosen = await askManyOrGoBack(title, vscode.l10n.t('Which of them?'), choices);
  if (chosen === back) return back;
  return chosen === undefined || chosen.length === 0 ? cancelled : { ...answers, chosen };
}

function review(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const { chosen, read } = answers;
  return extend(reviewImport(place, { connections: chosen, notes: read?.notes ?? [] }), () => answers);
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
