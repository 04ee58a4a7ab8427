import * as vscode from 'vscode';
import type { ConnectionProfile, Will } from '../../../profiles/profile.ts';
import type { Qos } from '../../../wiotp/message.ts';
import { askChoice, askText, extend, wizard, back, type Choice, type Outcome, type Place } from '../../quick/wizard.ts';
import { errorAt } from '../profileCheck.ts';
import { choiceField, flagField, numberField, without, type Field } from './field.ts';

const isNoSandbox = ({ target }: ConnectionProfile): boolean => target.kind !== 'quickstart';

/** How the session lives. */
export const sessionFields: readonly Field[] = [
  choiceField<ConnectionProfile['mqttVersion']>({
    label: vscode.l10n.t('MQTT Version'),
    path: 'mqttVersion',
    choices: () => [
      { label: '3.1.1', detail: vscode.l10n.t('What devices of this platform speak'), value: '3.1.1' },
      { label: '5', detail: vscode.l10n.t('Maximo Application Suite and other brokers'), value: '5' },
    ],
    get: ({ mqttVersion }) => mqttVersion,
    set: (profile, mqttVersion) => ({ ...profile, mqttVersion }),
  }),
  flagField({
    label: vscode.l10n.t('Clean Session'),
    path: 'cleanSession',
    applies: isNoSandbox,
    on: vscode.l10n.t('Nothing is kept while it is away'),
    off: vscode.l10n.t('Durable: subscriptions and commands with QoS 1 and 2 wait for it'),
    get: ({ cleanSession }) => cleanSession,
    set: (profile, cleanSession) => ({ ...profile, cleanSession }),
  }),
  numberField({
    label: vscode.l10n.t('Session Expiry'),
    path: 'sessionExpirySeconds',
    applies: ({ mqttVersion, cleanSession }) => mqttVersion === '5' && !cleanSession,
    prompt: vscode.l10n.t('For how many seconds the server keeps the session; empty for as long as it can'),
    empty: vscode.l10n.t('as long as the server can'),
    get: ({ sessionExpirySeconds }) => sessionExpirySeconds,
    set: (profile, seconds) => ({
      ...without(profile, 'sessionExpirySeconds'),
      ...(seconds === undefined ? {} : { sessionExpirySeconds: seconds }),
    }),
  }),
  numberField({
    label: vscode.l10n.t('Keep Alive'),
    path: 'keepAliveSeconds',
    needed: true,
    prompt: vscode.l10n.t('Seconds after which a silent connection is checked; 0 for never'),
    get: ({ keepAliveSeconds }) => keepAliveSeconds,
    set: (profile, seconds) => ({ ...profile, keepAliveSeconds: seconds ?? 0 }),
  }),
  choiceField<`${Qos}`>({
    label: vscode.l10n.t('Default QoS'),
    path: 'qos',
    applies: isNoSandbox,
    choices: () => qosChoices,
    get: ({ qos }) => `${qos}`,
    set: (profile, qos) => ({ ...profile, qos: qosOf(qos) }),
  }),
  {
    label: vscode.l10n.t('Will'),
    paths: ['will'],
    applies: isNoSandbox,
    text: ({ will }) => (will === undefined ? vscode.l10n.t('none') : `${will.topic} · QoS ${will.qos}`),
    ask: askWill,
  },
];

/** What each QoS promises. */
export const qosChoices: readonly Choice<`${Qos}`>[] = [
  { label: 'QoS 0', detail: vscode.l10n.t('At most once, confirmed by nobody'), value: '0' },
  { label: 'QoS 1', detail: vscode.l10n.t('At least once'), value: '1' },
  { label: 'QoS 2', detail: vscode.l10n.t('Exactly once'), value: '2' },
];

export function qosOf(text: `${Qos}`): Qos {
  return Number(text) as Qos;
}

async function askWill(profile: ConnectionProfile, place: Place): Promise<Outcome<ConnectionProfile>> {
  const { will } = profile;
  const kind = await askChoice<'none' | 'some'>(place, {
    placeholder: vscode.l10n.t('What the platform publishes when the connection breaks'),
    choices: [
      { label: vscode.l10n.t('A Message…'), value: 'some' },
      { label: vscode.l10n.t('Nothing'), value: 'none' },
    ],
    active: will === undefined ? 1 : 0,
  });
  if (typeof kind === 'symbol') return kind;
  if (kind === 'none') return without(profile, 'will');
  const first: Will = will ?? { topic: '', payload: '', qos: 0 };
  const make = (changed: Will): ConnectionProfile => ({ ...profile, will: changed });
  const steps = [
    (now: Will, step: Place) =>
      extend(
        askText(step, {
          prompt: vscode.l10n.t('Topic of the will'),
          value: now.topic,
          placeholder: 'iot-2/evt/lost/fmt/json',
          check: (topic) => errorAt(make({ ...now, topic }), 'will.topic', 'will'),
        }),
        (topic) => ({ ...now, topic }),
      ),
    (now: Will, step: Place) =>
      extend(
        askText(step, {
          prompt: vscode.l10n.t('Payload of the will'),
          value: now.payload,
          check: (payload) => errorAt(make({ ...now, payload }), 'will'),
        }),
        (payload) => ({ ...now, payload }),
      ),
    (now: Will, step: Place) =>
      extend(askChoice(step, { placeholder: vscode.l10n.t('QoS of the will'), choices: qosChoices, active: now.qos }), (qos) => ({
        ...now,
        qos: qosOf(qos),
      })),
  ];
  const changed = await wizard(place.title, first, steps);
  return changed === undefined ? back : make(changed);
}
