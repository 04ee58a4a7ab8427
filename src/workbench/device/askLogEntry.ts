import * as vscode from 'vscode';
import type { JsonObject } from '../../rpc/device/deviceState.ts';
import { memberNumbers } from '../../wiotp/codes/memberNumbers.ts';
import { askChoice, askText, extend, wizard, type Step } from '../quick/wizard.ts';

interface Answers {
  readonly severity: number;
  readonly message: string;
  readonly data: string;
}

/** Asks for an entry of the diagnostic log, stamped with the time of now. `undefined` when the user left. */
export async function askLogEntry(title: string): Promise<JsonObject | undefined> {
  const answers = await wizard<Answers>(title, { severity: 0, message: '', data: '' }, [askSeverity, askMessage, askData]);
  if (answers === undefined) return undefined;
  const { severity, message, data } = answers;
  const timestamp = new Date().toISOString();
  return { message, timestamp, severity, ...(data === '' ? {} : { data: Buffer.from(data, 'utf8').toString('base64') }) };
}

const askSeverity: Step<Answers> = (answers, place) =>
  extend(
    askChoice(place, {
      placeholder: vscode.l10n.t('How severe is it?'),
      choices: memberNumbers.severity.map((label, severity) => ({ label, description: `severity ${severity}`, value: { severity } })),
    }),
    ({ severity }) => ({ ...answers, severity }),
  );

const askMessage: Step<Answers> = (answers, place) =>
  extend(
    askText(place, {
      prompt: vscode.l10n.t('What happened?'),
      value: answers.message,
      check: (text) => (text.trim() === '' ? vscode.l10n.t('An entry says what happened.') : undefined),
    }),
    (message) => ({ ...answers, message }),
  );

const askData: Step<Answers> = (answers, place) =>
  extend(
    askText(place, {
      prompt: vscode.l10n.t('Diagnostic data as text, or empty for none. It travels as base64, as the Java library sends it'),
      value: answers.data,
      check: () => undefined,
    }),
    (data) => ({ ...answers, data }),
  );
