import * as vscode from 'vscode';
import type { ConnectionProfile, ProfileClient } from '../../../profiles/profile.ts';
import { userNameOf } from '../../../profiles/resolveProfile.ts';
import { clientAs, classChoices } from '../add/clientQuestions.ts';
import { choiceField, flagField, textField, type Field, without } from './field.ts';

type Application = Extract<ProfileClient, { readonly sender: 'application' }>;
type Device = Exclude<ProfileClient, Application>;

const isDevice = ({ client }: ConnectionProfile): boolean => client.sender !== 'application';
const isApplication = ({ client }: ConnectionProfile): boolean => client.sender === 'application';

/** Who connects. */
export const whoFields: readonly Field[] = [
  textField({
    label: vscode.l10n.t('Name'),
    path: 'name',
    prompt: vscode.l10n.t('Name of the connection, as it is shown'),
    get: ({ name }) => name,
    set: (profile, name) => ({ ...profile, name }),
  }),
  choiceField<ProfileClient['sender']>({
    label: vscode.l10n.t('Class'),
    path: 'client.sender',
    choices: () => classChoices,
    get: ({ client }) => client.sender,
    set: (profile, sender) => ({ ...profile, client: clientAs(sender, profile.client) }),
  }),
  deviceField('typeId', vscode.l10n.t('Device Type'), vscode.l10n.t('Device type')),
  deviceField('deviceId', vscode.l10n.t('Device ID'), vscode.l10n.t('Device ID')),
  textField({
    label: vscode.l10n.t('API Key'),
    path: 'client.apiKey',
    applies: isApplication,
    prompt: vscode.l10n.t('API key, which is the user name; its token is kept in the secret store'),
    empty: vscode.l10n.t('made by the embedded platform, or asked for'),
    get: ({ client }) => applicationOf(client)?.apiKey ?? '',
    set: (profile, text) => setApplication(profile, { apiKey: text.trim() }),
  }),
  textField({
    label: vscode.l10n.t('Application ID'),
    path: 'client.appId',
    applies: isApplication,
    prompt: vscode.l10n.t('Application ID'),
    get: ({ client }) => applicationOf(client)?.appId ?? '',
    set: (profile, appId) => setApplication(profile, { appId }),
  }),
  flagField({
    label: vscode.l10n.t('Shared Subscription'),
    path: 'client.shared',
    applies: isApplication,
    on: vscode.l10n.t('Several connections share one subscription: each message goes to one of them (client ID A:…)'),
    off: vscode.l10n.t('This connection gets everything (client ID a:…)'),
    get: ({ client }) => applicationOf(client)?.shared === true,
    set: (profile, shared) => setApplication(profile, { shared }),
  }),
  textField({
    label: vscode.l10n.t('Instance ID'),
    path: 'client.instanceId',
    applies: ({ client }) => applicationOf(client)?.shared === true,
    prompt: vscode.l10n.t('Instance ID of a shared application whose sessions are durable; empty for none'),
    get: ({ client }) => applicationOf(client)?.instanceId ?? '',
    set: (profile, instanceId) => {
      const client = applicationOf(profile.client);
      if (client === undefined) return profile;
      return { ...profile, client: { ...without(client, 'instanceId'), ...(instanceId === '' ? {} : { instanceId }) } };
    },
  }),
  {
    label: vscode.l10n.t('User Name'),
    paths: [],
    applies: isDevice,
    text: (profile) => userNameOf(profile) ?? vscode.l10n.t('none on Quickstart'),
    fixed: vscode.l10n.t('Every device and gateway has this one; it cannot be changed'),
    ask: (profile) => Promise.resolve(profile),
  },
];

function deviceField(name: 'typeId' | 'deviceId', label: string, prompt: string): Field {
  return textField({
    label,
    path: `client.${name}`,
    applies: isDevice,
    prompt,
    get: ({ client }) => deviceOf(client)?.[name] ?? '',
    set: (profile, text) => {
      const client = deviceOf(profile.client);
      return client === undefined ? profile : { ...profile, client: { ...client, [name]: text } };
    },
  });
}

function deviceOf(client: ProfileClient): Device | undefined {
  return client.sender === 'application' ? undefined : client;
}

function applicationOf(client: ProfileClient): Application | undefined {
  return client.sender === 'application' ? client : undefined;
}

function setApplication(profile: ConnectionProfile, change: Partial<Application>): ConnectionProfile {
  const client = applicationOf(profile.client);
  return client === undefined ? profile : { ...profile, client: { ...client, ...change } };
}
