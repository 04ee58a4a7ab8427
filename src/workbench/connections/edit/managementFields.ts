import * as vscode from 'vscode';
import type { ConnectionProfile, ManagementChoice } from '../../../profiles/profile.ts';
import { deviceInfoNames } from '../../../profiles/deviceInfoNames.ts';
import { answeredKinds, type AnsweredKind, type AnswerMode } from '../../../replies/answerMode.ts';
import { kindNamed } from '../../../wiotp/catalog.ts';
import { askChoice, askText, extend, type Outcome, type Place } from '../../quick/wizard.ts';
import { errorAt } from '../profileCheck.ts';
import { choiceField, flagField, numberField, textField, without, type Field } from './field.ts';

const applies = ({ client, target }: ConnectionProfile): boolean => client.sender !== 'application' && target.kind !== 'quickstart';

function change(profile: ConnectionProfile, members: Partial<ManagementChoice>): ConnectionProfile {
  return { ...profile, management: { ...profile.management, ...members } };
}

/** Device Management as the device does it. */
export const managementFields: readonly Field[] = [
  flagField({
    label: vscode.l10n.t('Manage Automatically'),
    path: 'management.automatic',
    applies,
    on: vscode.l10n.t('A Manage request is sent whenever it connects'),
    off: vscode.l10n.t('It stays unmanaged until Send Manage Request'),
    get: ({ management }) => management.automatic,
    set: (profile, automatic) => change(profile, { automatic }),
  }),
  numberField({
    label: vscode.l10n.t('Lifetime'),
    path: 'management.lifetimeSeconds',
    applies,
    needed: true,
    prompt: vscode.l10n.t('Seconds after which the device is dormant unless it manages again; 0 for never, otherwise at least 3600'),
    get: ({ management }) => management.lifetimeSeconds,
    set: (profile, seconds) => change(profile, { lifetimeSeconds: seconds ?? 0 }),
  }),
  flagField({
    label: vscode.l10n.t('Device Actions'),
    path: 'management.supports.deviceActions',
    applies,
    on: vscode.l10n.t('It supports reboot and factory reset'),
    off: vscode.l10n.t('The platform refuses them'),
    get: ({ management }) => management.supports.deviceActions,
    set: (profile, deviceActions) => change(profile, { supports: { ...profile.management.supports, deviceActions } }),
  }),
  flagField({
    label: vscode.l10n.t('Firmware Actions'),
    path: 'management.supports.firmwareActions',
    applies,
    on: vscode.l10n.t('It supports firmware download and update'),
    off: vscode.l10n.t('The platform refuses them'),
    get: ({ management }) => management.supports.firmwareActions,
    set: (profile, firmwareActions) => change(profile, { supports: { ...profile.management.supports, firmwareActions } }),
  }),
  textField({
    label: vscode.l10n.t('Custom Actions'),
    path: 'management.supports.bundles',
    applies,
    prompt: vscode.l10n.t('Bundle IDs of custom packages that it supports, with commas between them'),
    get: ({ management }) => management.supports.bundles.join(', '),
    set: (profile, text) => change(profile, { supports: { ...profile.management.supports, bundles: listOf(text) } }),
  }),
  {
    label: vscode.l10n.t('Device Info'),
    paths: ['management.deviceInfo'],
    applies,
    text: ({ management }) => Object.values(management.deviceInfo).join(', ') || vscode.l10n.t('none'),
    ask: askDeviceInfo,
  },
  textField({
    label: vscode.l10n.t('Metadata'),
    path: 'management.metadata',
    applies,
    prompt: vscode.l10n.t('Metadata of the Manage request as a JSON object; empty for none'),
    placeholder: '{"room":"kitchen"}',
    get: ({ management }) => (management.metadata === undefined ? '' : JSON.stringify(management.metadata)),
    set: (profile, text) => {
      const metadata = readObject(text);
      return { ...profile, management: { ...without(profile.management, 'metadata'), ...(metadata === undefined ? {} : { metadata }) } };
    },
    check: (text) => (text.trim() === '' || readObject(text) !== undefined ? undefined : vscode.l10n.t('This is no JSON object.')),
  }),
  choiceField<'real' | 'simulated'>({
    label: vscode.l10n.t('Firmware Download'),
    path: 'management.download.real',
    applies,
    choices: () => [
      { label: vscode.l10n.t('Simulated'), detail: vscode.l10n.t('Takes the time that is set; nothing is fetched'), value: 'simulated' },
      {
        label: vscode.l10n.t('Real'),
        detail: vscode.l10n.t('Fetches the image from wherever a request says, hashes it and throws it away'),
        value: 'real',
      },
    ],
    get: ({ management }) => (management.download.real ? 'real' : 'simulated'),
    set: (profile, value) => change(profile, { download: { ...profile.management.download, real: value === 'real' } }),
  }),
  numberField({
    label: vscode.l10n.t('Download and Update Time'),
    path: 'management.download.seconds',
    applies,
    needed: true,
    prompt: vscode.l10n.t('Seconds that a simulated download and an update take'),
    get: ({ management }) => management.download.seconds,
    set: (profile, seconds) => change(profile, { download: { ...profile.management.download, seconds: seconds ?? 0 } }),
  }),
  numberField({
    label: vscode.l10n.t('Largest Image'),
    path: 'management.download.maxBytes',
    applies: (profile) => applies(profile) && profile.management.download.real,
    needed: true,
    prompt: vscode.l10n.t('Bytes after which a real download is given up'),
    get: ({ management }) => management.download.maxBytes,
    set: (profile, maxBytes) => change(profile, { download: { ...profile.management.download, maxBytes: maxBytes ?? 0 } }),
  }),
  {
    label: vscode.l10n.t('Answers'),
    paths: ['management.answers'],
    applies,
    text: ({ management }) => {
      const asked = answeredKinds.filter((kind) => management.answers[kind] === 'ask').length;
      return vscode.l10n.t('{0} of {1} kinds of requests are asked about', asked, answeredKinds.length);
    },
    ask: askAnswers,
  },
];

function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

async function askDeviceInfo(profile: ConnectionProfile, place: Place): Promise<Outcome<ConnectionProfile>> {
  const { deviceInfo } = profile.management;
  const name = await askChoice(place, {
    placeholder: vscode.l10n.t('Which member of deviceInfo?'),
    choices: deviceInfoNames.map((member) => ({ label: member, description: deviceInfo[member] ?? '', value: member })),
  });
  if (typeof name === 'symbol') return name;
  const make = (text: string): ConnectionProfile =>
    change(profile, { deviceInfo: { ...without(deviceInfo, name), ...(text === '' ? {} : { [name]: text }) } });
  const prompt = vscode.l10n.t('{0} of the Manage request; empty to leave it out', name);
  const check = (text: string): string | undefined => errorAt(make(text), 'management.deviceInfo');
  return extend(askText(place, { prompt, value: deviceInfo[name] ?? '', check }), make);
}

/** How requests of one kind can be answered. */
const modeChoices: readonly { readonly label: string; readonly detail: string; readonly value: AnswerMode }[] = [
  { label: vscode.l10n.t('Ask'), detail: vscode.l10n.t('The request waits for your answer'), value: 'ask' },
  { label: vscode.l10n.t('Automatic'), detail: vscode.l10n.t('The correct answer at once'), value: 'automatic' },
  { label: vscode.l10n.t('Replies'), detail: vscode.l10n.t('What .wiotp/replies.json says'), value: 'replies' },
];

async function askAnswers(profile: ConnectionProfile, place: Place): Promise<Outcome<ConnectionProfile>> {
  const { answers } = profile.management;
  const kind = await askChoice<AnsweredKind>(place, {
    placeholder: vscode.l10n.t('How is which request answered?'),
    choices: answeredKinds.map((name) => ({
      label: kindNamed(name).title,
      description: modeChoices.find(({ value }) => value === answers[name])?.label ?? '',
      value: name,
    })),
  });
  if (typeof kind === 'symbol') return kind;
  const active = modeChoices.findIndex(({ value }) => value === answers[kind]);
  return extend(askChoice(place, { placeholder: kindNamed(kind).title, choices: modeChoices, active }), (mode) =>
    change(profile, { answers: { ...answers, [kind]: mode } }),
  );
}
