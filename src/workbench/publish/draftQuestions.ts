import * as vscode from 'vscode';
import type { Linter } from '../../editor/linter.ts';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { Qos } from '../../wiotp/message.ts';
import { checkLevel } from '../../wiotp/names.ts';
import { askChoice, askText, extend, type Choice, type Outcome, type Place } from '../quick/wizard.ts';
import { askOneDevice } from './askOneDevice.ts';
import type { Draft } from './draft.ts';
import { draftLine, payloadLine } from './draftText.ts';
import type { OfferedPayload } from './offeredPayload.ts';
import { possibleQos, type MessageSort, type Publisher } from './publisher.ts';

/** What differs between messages that are asked for. */
export interface DraftQuestions {
  readonly title: string;
  readonly sort: MessageSort;
  readonly publisher: Publisher;
  /** The draft to begin with: what the file or topic at hand already says, and the usual rest. */
  readonly first: Draft;
  /** The device stands already: nobody is asked for it, and a message of before does not change it. */
  readonly isDeviceGiven: boolean;
  /** What was sent before, the latest first. */
  readonly recent: readonly Draft[];
  /** The payload of the active editor. */
  readonly active: OfferedPayload | undefined;
  /** Devices to offer. */
  readonly devices: readonly DeviceName[];
  readonly linter: () => Promise<Linter>;
  /** What the last question offers, the usual first. */
  readonly ways: readonly SendingWay[];
}

/** How a message is sent. */
export type SendingWay = 'once' | 'repeatedly';

/** What was answered so far. */
export interface DraftAnswers {
  readonly draft: Draft;
  /** A message of before was chosen as a whole: nothing else needs to be asked. */
  readonly isWhole: boolean;
}

/** One question about a draft. */
export type DraftQuestion = (place: Place, questions: DraftQuestions, draft: Draft) => Promise<Outcome<DraftAnswers>>;

/** The event ID or the command ID; what was sent before can be chosen whole. */
export const askName: DraftQuestion = (place, questions, draft) => {
  const { sort, recent } = questions;
  const label = sort === 'event' ? vscode.l10n.t('Event ID') : vscode.l10n.t('Command ID');
  const check = (text: string): string | undefined => checkLevel(vscode.l10n.t('The {0}', label), text);
  const named = (name: string): DraftAnswers => ({ draft: { ...draft, name }, isWhole: false });
  if (recent.length === 0) return extend(askText(place, { prompt: label, value: draft.name, placeholder: 'status', check }), named);
  const before = recent.map((one): Choice<DraftAnswers> => ({
    label: one.name,
    description: draftLine(one),
    detail: payloadLine(one),
    value: { draft: possibleDraft(one, questions), isWhole: true },
  }));
  return askChoice(place, {
    placeholder: vscode.l10n.t('{0}: choose what was sent before, or type one', label),
    choices: draft.name === '' ? before : [{ label: draft.name, description: vscode.l10n.t('new'), value: named(draft.name) }, ...before],
    typed: (text) => typedChoice(text, check(text), named(text)),
  });
};

/** The device that the message is for: behind the gateway, or anyone for an application. */
export const askDevice: DraftQuestion = (place, { publisher: { own }, devices, recent }, draft) => {
  const known = [...recent.flatMap(({ device }) => device ?? []), ...devices];
  return extend(askOneDevice(place, { own, devices: known }), (device) => ({ draft: { ...draft, device }, isWhole: false }));
};

const usualFormats = ['json', 'text', 'txt', 'xml', 'csv', 'bin'];

export const askFormat: DraftQuestion = (place, _questions, draft) => {
  const formats = [draft.format, ...usualFormats.filter((usual) => usual !== draft.format)];
  const of = (format: string): DraftAnswers => ({ draft: { ...draft, format }, isWhole: false });
  return askChoice(place, {
    placeholder: vscode.l10n.t('Format: choose one or type another'),
    choices: formats.map((label) => ({ label, value: of(label) })),
    typed: (text) => typedChoice(text, checkLevel(vscode.l10n.t('The format'), text), of(text)),
  });
};

export const askQos: DraftQuestion = (place, { publisher }, draft) => {
  const possible = possibleQos(publisher);
  const usual = possible.filter((qos) => qos === draft.qos);
  return askChoice(place, {
    placeholder: publisher.isWaiting
      ? vscode.l10n.t('Quality of service: the message waits for the connection, which QoS 0 cannot')
      : vscode.l10n.t('Quality of service'),
    choices: [...usual, ...possible.filter((qos) => qos !== draft.qos)].map((qos) => ({
      label: `QoS ${qos}`,
      description: qosText(qos),
      value: { draft: { ...draft, qos }, isWhole: false },
    })),
  });
};

/** A draft of before as it can be sent now; what is given stays. */
function possibleDraft(before: Draft, { publisher, isDeviceGiven, first }: DraftQuestions): Draft {
  const possible = possibleQos(publisher);
  const qos = possible.includes(before.qos) ? before.qos : (possible[0] ?? 0);
  const { device: _, ...message } = before;
  const { device } = isDeviceGiven ? first : before;
  return { ...message, qos, sender: publisher.sender, ...(device === undefined ? {} : { device }) };
}

function qosText(qos: Qos): string {
  switch (qos) {
    case 0:
      return vscode.l10n.t('at most once, not acknowledged');
    case 1:
      return vscode.l10n.t('at least once, acknowledged');
    case 2:
      return vscode.l10n.t('exactly once');
  }
}

function typedChoice<T>(label: string, refused: string | undefined, value: T): Choice<T> | { readonly refused: string } {
  return refused === undefined ? { label, value } : { refused };
}
