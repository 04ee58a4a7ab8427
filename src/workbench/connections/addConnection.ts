import * as vscode from 'vscode';
import { checkOrg, checkToken } from '../../wiotp/names.ts';
import type { ConnectionProfile, Target } from '../../wiotp/profile.ts';
import { askAlone, askChoice, askText, extend, wizard, type Outcome, type Place } from '../quick/wizard.ts';
import { askDeviceId, askTypeId } from '../quick/deviceQuestions.ts';
import type { Connections } from './connections.ts';
import type { ProfileStore } from './profileStore.ts';

interface Answers {
  readonly target: Target;
  readonly org: string;
  readonly typeId: string;
  readonly deviceId: string;
  readonly token: string;
}

const usualKeepAliveSeconds = 60;

/** Asks for a new connection and keeps it; `undefined` when the user left. Connecting is the caller's. */
export async function addConnection(profiles: ProfileStore, connections: Connections): Promise<ConnectionProfile | undefined> {
  const title = vscode.l10n.t('Add Connection');
  const kind = await askAlone(title, askTargetKind);
  if (kind === undefined) return undefined;
  const first: Answers = { target: { kind: 'embedded' }, org: '', typeId: '', deviceId: '', token: '' };
  const identity = [askTypeId, askDeviceId];
  const answers = await wizard(title, first, kind === 'embedded' ? identity : [askHost, askOrg, ...identity, askToken]);
  if (answers === undefined) return undefined;
  const profile = profileOf(answers, profiles.all());
  await profiles.put(profile);
  if (answers.token !== '') await connections.keepToken(profile, answers.token);
  return profile;
}

function profileOf({ target, org, typeId, deviceId }: Answers, others: readonly ConnectionProfile[]): ConnectionProfile {
  const taken = others.some(({ name }) => name === deviceId);
  return {
    id: crypto.randomUUID(),
    name: taken ? `${typeId}:${deviceId}` : deviceId,
    target,
    org,
    typeId,
    deviceId,
    cleanSession: true,
    keepAliveSeconds: usualKeepAliveSeconds,
    managed: true,
    lifetimeSeconds: 0,
    demo: false,
  };
}

function askTargetKind(place: Place): Promise<Outcome<Target['kind']>> {
  return askChoice(place, {
    placeholder: vscode.l10n.t('Where does the device connect to?'),
    choices: [
      {
        label: vscode.l10n.t('The embedded platform'),
        detail: vscode.l10n.t('On this machine; no account and no network needed'),
        value: 'embedded',
      },
      {
        label: vscode.l10n.t('Another host'),
        detail: vscode.l10n.t('A platform or broker that takes MQTT over TCP without TLS'),
        value: 'host',
      },
    ],
  });
}

function askHost(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const { target } = answers;
  const refused = vscode.l10n.t('Give a host name or address, with a port from 1 to 65535 if it is not 1883.');
  const question = askText(place, {
    prompt: vscode.l10n.t('Host and port'),
    value: target.kind === 'host' ? `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}` : '',
    placeholder: 'platform.example.com:1883',
    check: (text) => (parseHost(text) === undefined ? refused : undefined),
  });
  return extend(question, (text) => ({ ...answers, target: parseHost(text) ?? target }));
}

function parseHost(text: string): Target | undefined {
  const [, host, port = '1883'] = /^\s*(\[[0-9A-Fa-f:.]+\]|[^\s:/[\]]+)(?::(\d{1,5}))?\s*$/.exec(text) ?? [];
  const number = Number(port);
  if (host === undefined || number < 1 || number > 65_535) return undefined;
  return { kind: 'host', host: host.replace(/^\[|\]$/g, ''), port: number };
}

function askOrg(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const prompt = vscode.l10n.t('Organisation ID; in Maximo Application Suite the workspace ID');
  const question = askText(place, { prompt, value: answers.org, placeholder: 'abc123', check: checkOrg });
  return extend(question, (org) => ({ ...answers, org }));
}

function askToken(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const prompt = vscode.l10n.t('Device token; it is kept in the secret store only');
  return extend(askText(place, { prompt, password: true, check: checkToken }), (token) => ({ ...answers, token }));
}
