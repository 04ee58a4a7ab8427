import * as vscode from 'vscode';
import type { ConnectionProfile, ProfileClient } from '../../../profiles/profile.ts';
import { askChoice, askText, extend, type Outcome, type Place } from '../../quick/wizard.ts';
import { checkAs, withMembers, withParty, type Answers } from './answers.ts';

type DeviceClient = Extract<ProfileClient, { readonly typeId: string }>;
type ApplicationClient = Extract<ProfileClient, { readonly sender: 'application' }>;

/** The classes of clients with what they are for, the usual one first. */
export const classChoices = [
  { label: vscode.l10n.t('Device'), detail: vscode.l10n.t('Publishes events, receives commands and is managed'), value: 'device' },
  {
    label: vscode.l10n.t('Gateway'),
    detail: vscode.l10n.t('A device that also speaks for the devices behind it'),
    value: 'gateway',
  },
  {
    label: vscode.l10n.t('Application'),
    detail: vscode.l10n.t('Watches devices with an API key and sends them commands, without pushing anybody out'),
    value: 'application',
  },
] as const;

export function askClass(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const { client } = answers.profile;
  const active = classChoices.findIndex(({ value }) => value === client.sender);
  const question = askChoice(place, { placeholder: vscode.l10n.t('What does it connect as?'), choices: classChoices, active });
  return extend(question, (sender) => (sender === client.sender ? answers : withParty(answers, { client: clientAs(sender, client) })));
}

/** The client in another class, with what both have. */
export function clientAs(sender: ProfileClient['sender'], client: ProfileClient): ProfileClient {
  if (sender === 'application') {
    return client.sender === 'application' ? client : { sender, apiKey: '', appId: '', shared: false };
  }
  return client.sender === 'application' ? { sender, typeId: '', deviceId: '' } : { ...client, sender };
}

export function askTypeId(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const make = (typeId: string): ConnectionProfile => ofDevice(answers.profile, { typeId });
  const { client } = answers.profile;
  const value = client.sender === 'application' ? '' : client.typeId;
  const question = askText(place, {
    prompt: client.sender === 'gateway' ? vscode.l10n.t('Type of the gateway') : vscode.l10n.t('Device type'),
    value,
    placeholder: client.sender === 'gateway' ? 'edge' : 'thermostat',
    check: checkAs(make, 'client.typeId'),
  });
  return extend(question, (text) => withUsual(answers, make(text)));
}

export function askDeviceId(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const make = (deviceId: string): ConnectionProfile => ofDevice(answers.profile, { deviceId });
  const { client } = answers.profile;
  const question = askText(place, {
    prompt: client.sender === 'gateway' ? vscode.l10n.t('ID of the gateway') : vscode.l10n.t('Device ID'),
    value: client.sender === 'application' ? '' : client.deviceId,
    placeholder: client.sender === 'gateway' ? 'e-1' : 't-100',
    check: checkAs(make, 'client.deviceId'),
  });
  return extend(question, (text) => withUsual(answers, make(text)));
}

export function askApiKey(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const make = (apiKey: string): ConnectionProfile => ofApplication(answers.profile, { apiKey: apiKey.trim() });
  const question = askText(place, {
    prompt: vscode.l10n.t('API key, which is the user name; its token is asked for apart'),
    value: answers.profile.client.sender === 'application' ? answers.profile.client.apiKey : '',
    placeholder: `a-${answers.profile.org}-0123456789`,
    check: checkAs(make, 'client.apiKey'),
  });
  return extend(question, (text) => withMembers(answers, make(text)));
}

export function askApplicationId(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const make = (appId: string): ConnectionProfile => ofApplication(answers.profile, { appId });
  const question = askText(place, {
    prompt: vscode.l10n.t('Application ID: a name of your choice that no other connection of this API key has'),
    value: answers.profile.client.sender === 'application' ? answers.profile.client.appId : '',
    placeholder: 'workbench',
    check: checkAs(make, 'client.appId'),
  });
  return extend(question, (text) => withMembers(answers, make(text)));
}

/** The usual subscriptions of a gateway name it. */
function withUsual(answers: Answers, { client }: ConnectionProfile): Answers {
  const { subscriptions } = withParty(answers, { client }).profile;
  return withMembers(answers, { client, subscriptions });
}

function ofDevice(profile: ConnectionProfile, change: Partial<DeviceClient>): ConnectionProfile {
  const { client } = profile;
  return client.sender === 'application' ? profile : { ...profile, client: { ...client, ...change } };
}

function ofApplication(profile: ConnectionProfile, change: Partial<ApplicationClient>): ConnectionProfile {
  const { client } = profile;
  return client.sender === 'application' ? { ...profile, client: { ...client, ...change } } : profile;
}
