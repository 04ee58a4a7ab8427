import * as vscode from 'vscode';
import { whyAbsent } from '../../../profiles/whyAbsent.ts';
import { askChoice, askText, extend, type Choice, type Outcome, type Place } from '../../quick/wizard.ts';
import { warningsOf } from '../profileCheck.ts';
import { freeName } from './freeName.ts';
import { checkAs, withMembers, type Answers, type NextStep } from './answers.ts';

export function askName(answers: Answers, place: Place, taken: readonly string[]): Promise<Outcome<Answers>> {
  const question = askText(place, {
    prompt: vscode.l10n.t('Name of the connection, as it is shown'),
    value: answers.profile.name === '' ? freeName(answers.profile, taken) : answers.profile.name,
    check: checkAs((name) => ({ ...answers.profile, name }), 'name'),
  });
  return extend(question, (name) => withMembers(answers, { name }));
}

export function askNext(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const { profile } = answers;
  const [warning] = warningsOf(profile);
  const choices: readonly Choice<NextStep>[] = [
    { label: vscode.l10n.t('Connect'), detail: vscode.l10n.t('Save the connection and open it'), value: 'connect' },
    {
      label: vscode.l10n.t('Diagnose First'),
      detail: vscode.l10n.t('Test name, network and TLS step by step before anything is sent; it is saved as well'),
      value: 'diagnose',
    },
    { label: vscode.l10n.t('Save Only'), value: 'save' },
  ];
  const placeholder = whyAbsent(profile) ?? warning ?? vscode.l10n.t('Everything is known. What comes next?');
  return extend(askChoice(place, { placeholder, choices }), (next) => ({ ...answers, next }));
}
