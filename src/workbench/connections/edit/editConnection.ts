import * as vscode from 'vscode';
import type { ConnectionProfile } from '../../../profiles/profile.ts';
import { askChoice, back, cancelled, type Choice, type Place } from '../../quick/wizard.ts';
import { errorAt, firstError } from '../profileCheck.ts';
import type { Field } from './field.ts';
import { managementFields } from './managementFields.ts';
import { sessionFields } from './sessionFields.ts';
import { subscriptionFields } from './subscriptionFields.ts';
import { tlsFields } from './tlsFields.ts';
import { whereFields } from './whereFields.ts';
import { whoFields } from './whoFields.ts';

const groups: readonly { readonly title: string; readonly fields: readonly Field[] }[] = [
  { title: vscode.l10n.t('Who'), fields: whoFields },
  { title: vscode.l10n.t('Where'), fields: whereFields },
  { title: vscode.l10n.t('TLS'), fields: tlsFields },
  { title: vscode.l10n.t('Session'), fields: sessionFields },
  { title: vscode.l10n.t('Subscriptions'), fields: subscriptionFields },
  { title: vscode.l10n.t('Device Management'), fields: managementFields },
];

const save = Symbol('save');

/**
 * Shows everything about a connection in one list, and changes what is picked, until the user saves. `undefined` when the user left
 * without saving, after asking if something was changed.
 */
export async function editConnection(profile: ConnectionProfile, isOpen: boolean): Promise<ConnectionProfile | undefined> {
  let draft = profile;
  let last: Field | undefined;
  const place: Place = { title: vscode.l10n.t('Edit {0}', profile.name), step: 1, steps: 1 };
  while (true) {
    const chosen = await askField(draft, profile, last, isOpen, place);
    if (chosen === save) return draft;
    if (chosen === undefined) {
      const left = draft === profile ? 'discard' : await askLeaving(profile, firstError(draft) === undefined);
      if (left === 'discard') return undefined;
      if (left === save) return draft;
      continue;
    }
    last = chosen;
    if (chosen.fixed !== undefined) continue;
    const outcome = await chosen.ask(draft, { ...place, title: `${place.title}: ${chosen.label}`, hasBefore: true });
    // Leaving a question leads back to the list, where everything else that was changed still is.
    if (outcome !== back && outcome !== cancelled) draft = outcome;
  }
}

async function askField(
  draft: ConnectionProfile,
  profile: ConnectionProfile,
  last: Field | undefined,
  isOpen: boolean,
  place: Place,
): Promise<Field | typeof save | undefined> {
  const shown = groups
    .map(({ title, fields }) => ({ title, fields: fields.filter(({ applies }) => applies?.(draft) ?? true) }))
    .filter(({ fields }) => fields.length > 0);
  const wrong = firstError(draft);
  const choices: (Choice<Field | typeof save> | vscode.QuickPickItem)[] = [
    saveChoice(draft === profile, wrong, isOpen),
    ...shown.flatMap(({ title, fields }) => [
      { label: title, kind: vscode.QuickPickItemKind.Separator },
      ...fields.map((field) => fieldChoice(field, draft)),
    ]),
  ];
  const active = choices.findIndex((choice) => 'value' in choice && choice.value === last);
  const outcome = await askChoice(place, {
    placeholder: vscode.l10n.t('Choose what to change'),
    choices,
    ...(active < 0 ? {} : { active }),
    buttons: wrong === undefined && draft !== profile ? [saveButton] : [],
  });
  return outcome === back || outcome === cancelled ? undefined : outcome;
}

/** The list is long, and the row to save it scrolls out of sight. */
const saveButton = { iconPath: new vscode.ThemeIcon('save'), tooltip: vscode.l10n.t('Save'), value: save } as const;

function saveChoice(isSame: boolean, wrong: string | undefined, isOpen: boolean): Choice<typeof save> | vscode.QuickPickItem {
  const label = vscode.l10n.t('Save');
  if (wrong !== undefined) return { label, detail: `$(error) ${wrong}` };
  if (isSame) return { label, description: vscode.l10n.t('nothing is changed'), value: save };
  return { label, ...(isOpen ? { description: vscode.l10n.t('counts when it connects next') } : {}), value: save };
}

function fieldChoice(field: Field, draft: ConnectionProfile): Choice<Field> {
  const wrong = errorAt(draft, ...field.paths);
  const mark = wrong === undefined ? (field.isInsecure?.(draft) === true ? '$(warning) ' : '') : '$(error) ';
  const detail = wrong ?? field.fixed;
  return {
    label: `${mark}${field.label}`,
    description: field.text(draft),
    ...(detail === undefined ? {} : { detail }),
    value: field,
  };
}

/** What becomes of the changes; `undefined` to go on. Only what can be connected can be saved. */
async function askLeaving({ name }: ConnectionProfile, canSave: boolean): Promise<typeof save | 'discard' | undefined> {
  const saveText = vscode.l10n.t('Save');
  const discard = vscode.l10n.t('Discard');
  const question = canSave ? vscode.l10n.t('Save the changes to {0}?', name) : vscode.l10n.t('Discard the changes to {0}?', name);
  const chosen = await vscode.window.showWarningMessage(question, { modal: true }, ...(canSave ? [saveText] : []), discard);
  if (chosen === saveText) return save;
  return chosen === discard ? 'discard' : undefined;
}
