import * as vscode from 'vscode';
import { maxPayloadBytes } from '../../wiotp/limits.ts';
import type { Qos } from '../../wiotp/message.ts';
import { checkLevel } from '../../wiotp/names.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { mayBeSent } from './jsonCheck.ts';
import { askChoice, askText, back, cancelled, extend, wizard, type Choice, type Outcome, type Place } from '../quick/wizard.ts';

/** A message to a device or from it, before it has a topic. */
export interface Draft {
  /** The event ID or the command ID. */
  readonly name: string;
  readonly format: string;
  readonly payload: string;
  readonly qos: Qos;
}

/** A payload to offer, and where it comes from. */
export interface OfferedPayload {
  readonly from: string;
  readonly text: string;
}

/** What differs between publishing an event and sending a command. */
export interface DraftQuestions {
  readonly title: string;
  /** `Event ID` or `Command ID`. */
  readonly nameLabel: string;
  /** Names used before, the latest first. */
  readonly recent: readonly Draft[];
  /** What the file or topic at hand already says. */
  readonly known: Partial<Pick<Draft, 'name' | 'format'>>;
  /** The payload to offer for a name. */
  readonly offer: (name: string) => OfferedPayload | undefined;
  /** The topic, shown before sending. */
  readonly topic: (name: string, format: string) => string;
}

const usualFormats = ['json', 'text', 'txt', 'xml', 'csv', 'bin'];

/** Asks for everything a message needs. `undefined` when the user left. Refuses a payload over the limit before it is sent. */
export function askDraft(questions: DraftQuestions): Promise<Draft | undefined> {
  const { known, recent } = questions;
  const latest = recent[0];
  const first: Draft = {
    name: known.name ?? latest?.name ?? '',
    format: known.format ?? latest?.format ?? 'json',
    payload: '',
    qos: latest?.qos ?? 0,
  };
  return wizard(questions.title, first, [
    (draft, place) => extend(askName(place, questions, draft), (name) => ({ ...draft, name, ...recalled(questions, name) })),
    (draft, place) => extend(askFormat(place, draft), (format) => ({ ...draft, format })),
    (draft, place) => extend(askPayload(place, questions, draft), (payload) => ({ ...draft, payload })),
    (draft, place) => extend(askQos(place, questions, draft), (qos) => ({ ...draft, qos })),
  ]);
}

/** A file that says its format keeps it; otherwise the format last used with the name is offered. */
function recalled({ known, recent }: DraftQuestions, name: string): Partial<Draft> {
  const before = recent.find((draft) => draft.name === name);
  return before === undefined ? {} : { qos: before.qos, ...(known.format === undefined ? { format: before.format } : {}) };
}

function askName(place: Place, { nameLabel, recent }: DraftQuestions, { name }: Draft): Promise<Outcome<string>> {
  const check = (text: string): string | undefined => checkLevel(vscode.l10n.t('The {0}', nameLabel), text);
  if (recent.length === 0 || name === '') return askText(place, { prompt: nameLabel, value: name, placeholder: 'status', check });
  const names = new Set([name, ...recent.map((draft) => draft.name)]);
  return askChoice(place, {
    placeholder: vscode.l10n.t('{0}: choose one or type another', nameLabel),
    choices: [...names].map((label) => ({ label, value: label })),
    typed: (text) => typedLevel(text, check(text)),
  });
}

function askFormat(place: Place, { format }: Draft): Promise<Outcome<string>> {
  const formats = [format, ...usualFormats.filter((usual) => usual !== format)];
  return askChoice(place, {
    placeholder: vscode.l10n.t('Format: choose one or type another'),
    choices: formats.map((label) => ({ label, value: label })),
    typed: (text) => typedLevel(text, checkLevel(vscode.l10n.t('The format'), text)),
  });
}

function typedLevel(text: string, refused: string | undefined): Choice<string> | { readonly refused: string } {
  return refused === undefined ? { label: text, value: text } : { refused };
}

async function askPayload(place: Place, { offer }: DraftQuestions, draft: Draft): Promise<Outcome<string>> {
  const offered = offer(draft.name);
  if (offered !== undefined) {
    const type = Symbol('type');
    const chosen = await askChoice<string | typeof type>(place, {
      placeholder: vscode.l10n.t('Payload'),
      choices: [
        {
          label: offered.from,
          detail: offered.text.slice(0, 200).replaceAll(/\s+/g, ' '),
          description: bytesText(offered.text),
          value: offered.text,
        },
        { label: vscode.l10n.t('Type a payload…'), value: type },
      ],
    });
    if (chosen !== type) return typeof chosen === 'string' ? sendable(chosen) : chosen;
  }
  const typed = await askText(place, {
    prompt: vscode.l10n.t('Payload, at most {0} bytes', maxPayloadBytes.toLocaleString('en')),
    value: draft.payload,
    placeholder: '{ "temperature": 21.4 }',
    check: sizeProblem,
  });
  return typed;
}

async function askQos(place: Place, { topic }: DraftQuestions, draft: Draft): Promise<Outcome<Qos>> {
  const detail = `${bytesText(draft.payload)} · ${topic(draft.name, draft.format)}`;
  const levels: readonly Choice<Qos>[] = [
    { label: vscode.l10n.t('Send with QoS 0'), description: vscode.l10n.t('at most once, not acknowledged'), detail, value: 0 },
    { label: vscode.l10n.t('Send with QoS 1'), description: vscode.l10n.t('at least once, acknowledged'), detail, value: 1 },
    { label: vscode.l10n.t('Send with QoS 2'), description: vscode.l10n.t('exactly once'), detail, value: 2 },
  ];
  const usual = levels.filter(({ value }) => value === draft.qos);
  const qos = await askChoice(place, {
    placeholder: vscode.l10n.t('Send it?'),
    choices: [...usual, ...levels.filter((level) => !usual.includes(level))],
  });
  if (qos === back || qos === cancelled || draft.format !== 'json') return qos;
  return (await mayBeSent(draft.payload)) ? qos : back;
}

function sendable(payload: string): string {
  const problem = sizeProblem(payload);
  if (problem === undefined) return payload;
  throw new Refusal(problem, {
    rule: 'payload limit',
    code: 287,
    advice: vscode.l10n.t('Send less in one message; the platform would close the connection (287). Nothing was sent.'),
  });
}

function sizeProblem(payload: string): string | undefined {
  const size = byteLength(payload);
  if (size <= maxPayloadBytes) return undefined;
  return vscode.l10n.t('The payload has {0} bytes; {1} are allowed.', size.toLocaleString('en'), maxPayloadBytes.toLocaleString('en'));
}

function bytesText(payload: string): string {
  return vscode.l10n.t('{0} of {1} bytes', byteLength(payload).toLocaleString('en'), maxPayloadBytes.toLocaleString('en'));
}

function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
