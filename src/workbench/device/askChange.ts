import * as vscode from 'vscode';
import type { JsonObject } from '../../rpc/device/deviceState.ts';
import { memberNumbers } from '../../wiotp/codes/memberNumbers.ts';
import { askChoice, askText, extend, wizard, type Choice, type Outcome, type Place } from '../quick/wizard.ts';
import type { KnownValues } from './answerData.ts';
import { readJson } from './jsonText.ts';

interface Answers {
  readonly field: string;
  /** The value, as JSON text. */
  readonly value: string;
}

const firmware = 'mgmt.firmware';

/** Asks for an attribute and its new value, as a notification carries them. `undefined` when the user left. */
export async function askChange(title: string, known: KnownValues, observed: readonly string[]): Promise<JsonObject | undefined> {
  const answers = await wizard<Answers>(title, { field: '', value: '' }, [
    (answers, place) => extend(askField(place, observed), (field) => ({ field, value: answers.field === field ? answers.value : '' })),
    (answers, place) => extend(askValue(place, answers, known), (value) => ({ ...answers, value })),
  ]);
  if (answers === undefined) return undefined;
  const read = readJson(answers.value);
  return 'refused' in read ? undefined : { fields: [{ field: answers.field, value: read.value }] };
}

/** What the platform observes comes first. */
function askField(place: Place, observed: readonly string[]): Promise<Outcome<string>> {
  const usual: readonly Choice<string>[] = [
    { label: firmware, description: vscode.l10n.t('state and update status of the firmware'), value: firmware },
    { label: 'location', description: vscode.l10n.t('the device’s position'), value: 'location' },
    { label: 'metadata', description: vscode.l10n.t('free values of the device'), value: 'metadata' },
    { label: 'deviceInfo', description: vscode.l10n.t('serial number, model, versions'), value: 'deviceInfo' },
  ];
  const watched = observed.map((field) => ({ label: field, description: vscode.l10n.t('observed by the platform'), value: field }));
  return askChoice(place, {
    placeholder: vscode.l10n.t('Which attribute has changed? Choose one, or type another'),
    choices: [...watched, ...usual.filter(({ value }) => !observed.includes(value))],
    typed: (text) => ({ label: text, value: text }),
  });
}

async function askValue(place: Place, { field, value }: Answers, known: KnownValues): Promise<Outcome<string>> {
  if (field === firmware) {
    const other = Symbol('other');
    const chosen = await askChoice<string | typeof other>(place, {
      placeholder: vscode.l10n.t('Which state? Only what changed is sent'),
      choices: [...firmwareValues(), { label: vscode.l10n.t('Another Value…'), value: other }],
    });
    if (chosen !== other) return typeof chosen === 'string' ? chosen : chosen;
  }
  return askText(place, {
    prompt: vscode.l10n.t('New value of {0}, as JSON', field),
    value: value === '' && Object.hasOwn(known, field) ? JSON.stringify(known[field]) : value,
    placeholder: '{ "interval": 30 }',
    check: (text) => {
      const read = readJson(text);
      return 'refused' in read ? read.refused : undefined;
    },
  });
}

/** Every state and every update status in words. A failure also ends what was under way: the state is idle again [D-req]. */
function firmwareValues(): readonly Choice<string>[] {
  const states = memberNumbers.state.map((word, state) => entry(word, { state }));
  const statuses = memberNumbers.updateStatus.map((word, updateStatus) =>
    entry(word, updateStatus === 1 ? { updateStatus } : { state: 0, updateStatus }),
  );
  return [...states, ...statuses];
}

function entry(word: string, value: JsonObject): Choice<string> {
  const text = JSON.stringify(value);
  return { label: word, description: text, value: text };
}
