import * as vscode from 'vscode';
import type { ConnectionProfile, Target, Transport } from '../../../profiles/profile.ts';
import { usualPort } from '../../../profiles/resolveProfile.ts';
import { parseHost } from '../../../wiotp/hosts.ts';
import { addressText, readAddress } from '../address.ts';
import { errorAt } from '../profileCheck.ts';
import { askChoice, askText, extend, type Outcome, type Place } from '../../quick/wizard.ts';
import { checkAs, withMembers, withParty, type Answers } from './answers.ts';

/** The targets with what they are, the usual one first. */
export const targetChoices = [
  {
    label: vscode.l10n.t('The Embedded Platform'),
    detail: vscode.l10n.t('On this machine; no account and no network needed'),
    value: { kind: 'embedded' },
  },
  {
    label: vscode.l10n.t('Maximo Application Suite'),
    detail: vscode.l10n.t('The IoT component of a suite, by its domain and workspace ID'),
    value: { kind: 'mas', domain: '' },
  },
  {
    label: vscode.l10n.t('Another Host'),
    detail: vscode.l10n.t('A platform or broker of your own, by its name or address'),
    value: { kind: 'host', host: '' },
  },
  {
    label: vscode.l10n.t('Classic Organisation'),
    detail: vscode.l10n.t('Watson IoT Platform as it was; its names resolve only in networks with a copy of it'),
    value: { kind: 'classic' },
  },
  {
    label: vscode.l10n.t('Quickstart'),
    detail: vscode.l10n.t('The sandbox of the embedded platform: a device type and a device ID, nothing else'),
    value: { kind: 'quickstart' },
  },
] as const satisfies readonly { readonly label: string; readonly detail: string; readonly value: Target }[];

export function askTarget(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const { target, client } = answers.profile;
  const active = targetChoices.findIndex(({ value }) => value.kind === target.kind);
  const question = askChoice<Target>(place, { placeholder: vscode.l10n.t('Where does it connect to?'), choices: targetChoices, active });
  return extend(question, (chosen) => {
    if (chosen.kind === target.kind) return answers;
    const asDevice = chosen.kind === 'quickstart' && client.sender !== 'device' ? { client: quickstartClient } : {};
    return withParty(answers, { target: chosen, ...asDevice });
  });
}

/** Quickstart is for devices: it has no gateways, and its applications are pages of IBM's. */
const quickstartClient = { sender: 'device', typeId: '', deviceId: '' } as const;

export function askDomain(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const { target } = answers.profile;
  const make = (domain: string): ConnectionProfile => ({ ...answers.profile, target: { kind: 'mas', domain: domain.trim() } });
  const question = askText(place, {
    prompt: vscode.l10n.t('Domain of the suite; the host becomes workspace.messaging.iot.domain'),
    value: target.kind === 'mas' ? target.domain : '',
    placeholder: 'mas.example.com',
    check: checkAs(make, 'target.domain'),
  });
  return extend(question, (text) => withMembers(answers, make(text)));
}

export function askHost(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const { target, port } = answers.profile;
  const check = (text: string): string | undefined => {
    const address = readAddress(text);
    return typeof address === 'string' ? address : errorAt(withAddress(answers, text).profile, 'target.host', 'port', 'path');
  };
  const question = askText(place, {
    prompt: vscode.l10n.t('Host, with a port if it is not the usual one'),
    value: target.kind === 'host' && target.host !== '' ? addressText({ host: target.host, ...(port === undefined ? {} : { port }) }) : '',
    placeholder: 'platform.example.com',
    check,
  });
  return extend(question, (text) => withAddress(answers, text));
}

/** A host name of the platform's own form begins with the organisation. */
function withAddress(answers: Answers, text: string): Answers {
  const address = readAddress(text);
  if (typeof address === 'string') return answers;
  const { host, port, transport = transportFor(port) ?? answers.profile.transport, path } = address;
  const reading = parseHost(host);
  const { port: _port, path: _path, ...profile } = answers.profile;
  return withMembers(
    { ...answers, profile },
    {
      target: { kind: 'host', host },
      transport,
      ...(port === undefined ? {} : { port }),
      ...(path === undefined ? {} : { path }),
      ...(reading.use === 'messaging' && profile.org === '' ? { org: reading.org } : {}),
    },
  );
}

/** What usually listens at a port. */
function transportFor(port: number | undefined): Transport | undefined {
  if (port === 8883) return 'tls';
  return port === 443 ? 'wss' : undefined;
}

export function askOrg(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const { org, target } = answers.profile;
  const make = (text: string): ConnectionProfile => ({ ...answers.profile, org: text });
  const question = askText(place, {
    prompt:
      target.kind === 'mas'
        ? vscode.l10n.t('Workspace ID, which takes the place of the organisation')
        : vscode.l10n.t('Organisation ID; in Maximo Application Suite the workspace ID'),
    value: org,
    placeholder: target.kind === 'mas' ? 'main' : 'abc123',
    check: checkAs(make, 'org'),
  });
  return extend(question, (text) => withMembers(answers, make(text)));
}

/** What carries MQTT, in words. */
export const transportNames: Readonly<Record<Transport, string>> = {
  tls: vscode.l10n.t('MQTT with TLS'),
  wss: vscode.l10n.t('MQTT over a secure WebSocket'),
  tcp: vscode.l10n.t('MQTT without TLS'),
  ws: vscode.l10n.t('MQTT over a WebSocket without TLS'),
};

export function askTransport(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const { profile } = answers;
  const choices = (Object.keys(transportNames) as Transport[])
    .map((transport) => ({ transport, error: errorAt({ ...profile, transport }, 'transport', 'port') }))
    .filter(({ error }) => error === undefined)
    .map(({ transport }) => ({
      label: transportNames[transport],
      description: vscode.l10n.t('port {0}', usualPort({ ...profile, transport })),
      value: transport,
    }));
  const active = choices.findIndex(({ value }) => value === profile.transport);
  return extend(askChoice(place, { placeholder: vscode.l10n.t('How does it get there?'), choices, active }), (transport) =>
    withMembers(answers, { transport }),
  );
}
