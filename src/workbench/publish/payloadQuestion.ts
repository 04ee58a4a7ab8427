import * as vscode from 'vscode';
import { jsonFault } from '../../profiles/jsonFault.ts';
import { maxPayloadBytes } from '../../wiotp/limits.ts';
import { isRefusal } from '../../wiotp/refusal.ts';
import { askChoice, askText, extend, type Choice } from '../quick/wizard.ts';
import { askPayloadFile } from './askPayloadFile.ts';
import type { Draft, DraftPayload } from './draft.ts';
import type { DraftAnswers, DraftQuestion } from './draftQuestions.ts';
import { payloadLine } from './draftText.ts';
import { offeredPayloads } from './offeredPayload.ts';
import { fillPayload } from './outgoing.ts';
import { payloadToType, typedPayload } from './payloadInput.ts';
import { templateSources } from './templateSources.ts';

const type = Symbol('type');
const file = Symbol('file');

/**
 * What the message carries: what the editor has, what was sent before, a file, or what is typed.
 * @throws Refusal for one of those that cannot be sent.
 */
export const askPayload: DraftQuestion = async (place, { active, recent }, draft) => {
  const offered = offeredPayloads(active, recent, draft);
  const carrying = (payload: DraftPayload): DraftAnswers => ({ draft: withPayload(draft, payload), isWhole: false });
  if (offered.length === 0 && draft.payload === '') return extend(askTyped(place, draft), carrying);
  const choices: readonly Choice<DraftPayload | typeof type | typeof file>[] = [
    ...offered.map((one) => ({ label: one.from, detail: payloadLine(one), value: one })),
    { label: vscode.l10n.t('Type a payload…'), value: type },
    { label: vscode.l10n.t('From a file…'), value: file },
  ];
  const chosen = await askChoice(place, { placeholder: vscode.l10n.t('Payload'), choices });
  if (chosen === type) return extend(askTyped(place, draft), carrying);
  if (chosen === file) return extend(askPayloadFile(), carrying);
  if (typeof chosen === 'symbol') return chosen;
  fillPayload(chosen, templateSources(chosen));
  return carrying(chosen);
};

function askTyped(place: Parameters<typeof askText>[0], draft: Draft) {
  const { format } = draft;
  const hint =
    format === 'bin'
      ? vscode.l10n.t('text, hex:0102ff or base64:AQL/')
      : vscode.l10n.t('${now}, ${counter} and other variables are filled in');
  const question = askText(place, {
    prompt: vscode.l10n.t('Payload, at most {0} bytes; {1}', maxPayloadBytes.toLocaleString('en'), hint),
    value: payloadToType(draft),
    placeholder: format === 'bin' ? 'hex:01 02 ff' : '{ "temperature": 21.4 }',
    check: (text) => typedFault(format, text),
    warn: (text) => (format === 'json' ? brokenJson(text) : undefined),
  });
  return extend(question, (text): DraftPayload => readTyped(format, text));
}

/** What is wrong with a payload that is typed, as a full sentence. */
function typedFault(format: string, text: string): string | undefined {
  const payload = typedPayload(format, text);
  if (typeof payload === 'string') return payload;
  try {
    fillPayload(payload, templateSources(payload));
    return undefined;
  } catch (error) {
    if (isRefusal(error)) return `${error.message} ${error.code === undefined ? error.advice : ''}`.trim();
    throw error;
  }
}

/** Why a payload that is said to be JSON is none, with its variables filled in; the platform lets it pass. */
function brokenJson(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  const payload: DraftPayload = { payload: text };
  try {
    JSON.parse(fillPayload(payload, templateSources(payload)).text ?? '');
    return undefined;
  } catch (error) {
    return vscode.l10n.t('The payload: {0} It can be sent all the same.', jsonFault(error));
  }
}

/** What is accepted was checked. */
function readTyped(format: string, text: string): DraftPayload {
  const payload = typedPayload(format, text);
  return typeof payload === 'string' ? { payload: text } : payload;
}

function withPayload(draft: Draft, { payload, encoding }: DraftPayload): Draft {
  const { encoding: _, ...message } = draft;
  return { ...message, payload, ...(encoding === undefined ? {} : { encoding }) };
}
