import * as vscode from 'vscode';
import type { JsonObject } from '../../rpc/device/deviceState.ts';
import { askText, extend, wizard, type Step } from '../quick/wizard.ts';
import { readMetres, readPosition } from './position.ts';

interface Answers {
  readonly position: string;
  readonly elevation: string;
  readonly accuracy: string;
}

/** Asks for a location. It is a complete set: what is left out is deleted on the platform [D-dm]. `undefined` when the user left. */
export async function askLocation(title: string): Promise<JsonObject | undefined> {
  const answers = await wizard<Answers>(title, { position: '', elevation: '', accuracy: '' }, [askPosition, askElevation, askAccuracy]);
  if (answers === undefined) return undefined;
  const position = readPosition(answers.position);
  if ('refused' in position) return undefined;
  const { latitude, longitude } = position;
  return { longitude, latitude, ...metres('elevation', answers.elevation), ...metres('accuracy', answers.accuracy) };
}

const askPosition: Step<Answers> = (answers, place) =>
  extend(
    askText(place, {
      prompt: vscode.l10n.t('Latitude and longitude in degrees, in this order, as maps copy them'),
      value: answers.position,
      placeholder: '49.41, 8.68',
      check: (text) => refusedIn(readPosition(text)),
    }),
    (position) => ({ ...answers, position }),
  );

const askElevation: Step<Answers> = (answers, place) =>
  extend(
    askText(place, {
      prompt: vscode.l10n.t('Elevation in metres; empty for none, which deletes the one of before'),
      value: answers.elevation,
      check: (text) => refusedIn(readMetres(text)),
    }),
    (elevation) => ({ ...answers, elevation }),
  );

const askAccuracy: Step<Answers> = (answers, place) =>
  extend(
    askText(place, {
      prompt: vscode.l10n.t('Accuracy in metres; empty for none, which deletes the one of before'),
      value: answers.accuracy,
      check: (text) => refusedIn(readMetres(text, 0)),
    }),
    (accuracy) => ({ ...answers, accuracy }),
  );

function refusedIn(read: object | number | undefined): string | undefined {
  return typeof read === 'object' && 'refused' in read ? String(read.refused) : undefined;
}

function metres(name: 'elevation' | 'accuracy', text: string): JsonObject {
  const read = readMetres(text);
  return typeof read === 'number' ? { [name]: read } : {};
}
