import * as vscode from 'vscode';
import { newProfile } from '../../../profiles/newProfile.ts';
import type { ConnectionProfile, ProxyChoice, Target, Transport } from '../../../profiles/profile.ts';
import { usualPort } from '../../../profiles/resolveProfile.ts';
import { askChoice, askText, extend, type Outcome, type Place } from '../../quick/wizard.ts';
import { targetChoices, transportNames } from '../add/placeQuestions.ts';
import { errorAt } from '../profileCheck.ts';
import { insecurities } from '../../../profiles/insecurity.ts';
import { isWebSocket } from '../../../profiles/transportOf.ts';
import { choiceField, numberField, textField, without, type Field } from './field.ts';

const hasPath = ({ transport }: ConnectionProfile): boolean => isWebSocket(transport);

/** Where it connects to, and through what. */
export const whereFields: readonly Field[] = [
  choiceField<Target>({
    label: vscode.l10n.t('Target'),
    path: 'target',
    choices: () => targetChoices,
    hint: vscode.l10n.t('With another one, transport, port, path and proxy become what is usual there'),
    isSame: (one, other) => one.kind === other.kind,
    get: ({ target }) => target,
    set: (profile, target) => (target.kind === profile.target.kind ? profile : movedTo(profile, target)),
  }),
  textField({
    label: vscode.l10n.t('Domain'),
    path: 'target.domain',
    applies: ({ target }) => target.kind === 'mas',
    prompt: vscode.l10n.t('Domain of the suite; the host becomes workspace.messaging.iot.domain'),
    placeholder: 'mas.example.com',
    get: ({ target }) => (target.kind === 'mas' ? target.domain : ''),
    set: (profile, domain) => ({ ...profile, target: { kind: 'mas', domain: domain.trim() } }),
  }),
  textField({
    label: vscode.l10n.t('Host'),
    path: 'target.host',
    applies: ({ target }) => target.kind === 'host',
    prompt: vscode.l10n.t('Host name or address'),
    placeholder: 'platform.example.com',
    get: ({ target }) => (target.kind === 'host' ? target.host : ''),
    set: (profile, host) => ({ ...profile, target: { kind: 'host', host: host.trim() } }),
  }),
  textField({
    label: vscode.l10n.t('Quickstart Host'),
    path: 'target.host',
    applies: ({ target }) => target.kind === 'quickstart',
    prompt: vscode.l10n.t('Host of another Quickstart; empty for that of the embedded platform'),
    empty: vscode.l10n.t('the embedded platform'),
    get: ({ target }) => (target.kind === 'quickstart' ? (target.host ?? '') : ''),
    set: (profile, host) => ({ ...profile, target: { kind: 'quickstart', ...(host.trim() === '' ? {} : { host: host.trim() }) } }),
  }),
  textField({
    label: vscode.l10n.t('Organisation'),
    path: 'org',
    applies: ({ target }) => target.kind !== 'embedded' && target.kind !== 'quickstart',
    prompt: vscode.l10n.t('Organisation ID; in Maximo Application Suite the workspace ID'),
    placeholder: 'abc123',
    get: ({ org }) => org,
    set: (profile, org) => ({ ...profile, org }),
  }),
  choiceField<Transport>({
    label: vscode.l10n.t('Transport'),
    path: 'transport',
    choices: () => (Object.keys(transportNames) as Transport[]).map((value) => ({ label: transportNames[value], value })),
    isInsecure: (profile) => insecurities(profile).some(({ path }) => path.join('.') === 'transport'),
    get: ({ transport }) => transport,
    set: (profile, transport) => ({ ...profile, transport }),
  }),
  {
    ...numberField({
      label: vscode.l10n.t('Port'),
      path: 'port',
      applies: ({ target }) => target.kind !== 'embedded',
      prompt: vscode.l10n.t('Port; empty for the usual one'),
      get: ({ port }) => port,
      set: (profile, port) => ({ ...without(profile, 'port'), ...(port === undefined ? {} : { port }) }),
    }),
    text: (profile) => (profile.port === undefined ? vscode.l10n.t('{0}, usual', usualPort(profile)) : String(profile.port)),
  },
  textField({
    label: vscode.l10n.t('Path'),
    path: 'path',
    applies: hasPath,
    prompt: vscode.l10n.t('Path of the WebSocket; empty for /mqtt'),
    empty: '/mqtt',
    get: ({ path = '' }) => path,
    set: (profile, path) => ({ ...without(profile, 'path'), ...(path === '' ? {} : { path }) }),
  }),
  {
    label: vscode.l10n.t('Proxy'),
    paths: ['proxy'],
    text: ({ proxy }) => proxyText(proxy),
    ask: askProxy,
  },
];

/** How a server is reached says nothing about another one. Where the target has an organisation of its own, another one does not count. */
function movedTo(profile: ConnectionProfile, target: Target): ConnectionProfile {
  const org = target.kind === 'embedded' || target.kind === 'quickstart' ? '' : profile.org;
  const { transport, proxy } = newProfile({ ...profile, target, org });
  return { ...without(without(profile, 'port'), 'path'), target, org, transport, proxy };
}

function proxyText(proxy: ProxyChoice): string {
  if (proxy.kind === 'url') return proxy.url;
  return proxy.kind === 'none' ? vscode.l10n.t('none') : vscode.l10n.t('as in VS Code’s settings (http.proxy)');
}

async function askProxy(profile: ConnectionProfile, place: Place): Promise<Outcome<ConnectionProfile>> {
  const { proxy } = profile;
  const other = { kind: 'url', url: '' } as const;
  const outcome = await askChoice<ProxyChoice>(place, {
    placeholder: vscode.l10n.t('Proxy'),
    choices: [
      {
        label: vscode.l10n.t('As in VS Code’s Settings'),
        detail: vscode.l10n.t('http.proxy and http.noProxy, or the environment’s'),
        value: { kind: 'editor' },
      },
      { label: vscode.l10n.t('None'), value: { kind: 'none' } },
      { label: vscode.l10n.t('Another…'), detail: vscode.l10n.t('By its URL; a password is asked for when it connects'), value: other },
    ],
    active: ['editor', 'none', 'url'].indexOf(proxy.kind),
  });
  if (outcome !== other) return typeof outcome === 'symbol' ? outcome : { ...profile, proxy: outcome };
  const make = (url: string): ConnectionProfile => ({ ...profile, proxy: { kind: 'url', url: url.trim() } });
  const question = askText(place, {
    prompt: vscode.l10n.t('URL of the proxy, with a user name where it asks for one, and without a password'),
    value: proxy.kind === 'url' ? proxy.url : '',
    placeholder: 'http://user@proxy.example.com:3128',
    check: (text) => errorAt(make(text), 'proxy'),
  });
  return extend(question, make);
}
