import * as vscode from 'vscode';
import type { ConnectionProfile } from '../../../profiles/profile.ts';
import { askChoice, askText, extend, type Choice, type Outcome, type Place } from '../../quick/wizard.ts';
import { errorAt } from '../profileCheck.ts';

/** One thing of a connection that can be changed. */
export interface Field {
  readonly label: string;
  /** The members of the profile that it is about, with dots. */
  readonly paths: readonly string[];
  /** Whether a connection like this has it. */
  readonly applies?: (profile: ConnectionProfile) => boolean;
  /** The value as it is now, in words. */
  readonly text: (profile: ConnectionProfile) => string;
  /** What is insecure about the value as it is now. */
  readonly isInsecure?: (profile: ConnectionProfile) => boolean;
  /** Why it cannot be changed. */
  readonly fixed?: string;
  readonly ask: (profile: ConnectionProfile, place: Place) => Promise<Outcome<ConnectionProfile>>;
}

interface TextField {
  readonly label: string;
  readonly path: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly applies?: Field['applies'];
  readonly get: (profile: ConnectionProfile) => string;
  /** An empty text takes away what is not needed. */
  readonly set: (profile: ConnectionProfile, text: string) => ConnectionProfile;
  /** What the text must be before the rules of profiles look at what it makes. */
  readonly check?: (text: string) => string | undefined;
  /** What an empty value is called. */
  readonly empty?: string;
}

/** A field that is a line of text. It is checked by the rules of profiles while it is typed. */
export function textField(field: TextField): Field {
  const { label, path, prompt, placeholder, get, set, check, empty = vscode.l10n.t('none') } = field;
  return {
    label,
    paths: [path],
    ...(field.applies === undefined ? {} : { applies: field.applies }),
    text: (profile) => get(profile) || empty,
    ask: (profile, place) =>
      extend(
        askText(place, {
          prompt,
          value: get(profile),
          ...(placeholder === undefined ? {} : { placeholder }),
          check: (text) => check?.(text) ?? errorAt(set(profile, text), path),
        }),
        (text) => set(profile, text),
      ),
  };
}

/** A field that is a number; without one, the usual. */
export function numberField(
  field: Omit<TextField, 'get' | 'set' | 'check'> & {
    readonly get: (profile: ConnectionProfile) => number | undefined;
    readonly set: (profile: ConnectionProfile, value: number | undefined) => ConnectionProfile;
    readonly needed?: boolean;
  },
): Field {
  const { get, set, needed = false } = field;
  const refused = needed ? vscode.l10n.t('Give a whole number.') : vscode.l10n.t('Give a whole number, or nothing.');
  return textField({
    ...field,
    get: (profile) => String(get(profile) ?? ''),
    set: (profile, text) => set(profile, text.trim() === '' ? undefined : Number(text)),
    check: (text) => (/^\s*\d{1,15}\s*$/.test(text) || (!needed && text.trim() === '') ? undefined : refused),
  });
}

interface ChoiceField<T> {
  readonly label: string;
  readonly path: string;
  readonly applies?: Field['applies'];
  readonly choices: (profile: ConnectionProfile) => readonly Choice<T>[];
  /** What should be known before one is chosen. */
  readonly hint?: string;
  readonly get: (profile: ConnectionProfile) => T;
  readonly set: (profile: ConnectionProfile, value: T) => ConnectionProfile;
  readonly isInsecure?: Field['isInsecure'];
  readonly isSame?: (one: T, other: T) => boolean;
}

/** A field that is one of a few values. A value that the rules of profiles refuse says why in its place. */
export function choiceField<T extends string | number | object>(field: ChoiceField<T>): Field {
  const { label, path, choices, hint, get, set, isInsecure, isSame = (one, other) => one === other } = field;
  const present = (profile: ConnectionProfile) => choices(profile).findIndex(({ value }) => isSame(value, get(profile)));
  return {
    label,
    paths: [path],
    ...(field.applies === undefined ? {} : { applies: field.applies }),
    ...(isInsecure === undefined ? {} : { isInsecure }),
    text: (profile) => choices(profile)[present(profile)]?.label ?? '',
    ask: (profile, place) =>
      extend(
        askChoice<T>(place, {
          placeholder: hint === undefined ? label : `${label}. ${hint}`,
          choices: choices(profile).map((choice) => {
            const refused = errorAt(set(profile, choice.value), path);
            if (refused === undefined) return choice;
            return { label: choice.label, detail: `$(error) ${refused}` };
          }),
          active: present(profile),
        }),
        (value) => set(profile, value),
      ),
  };
}

/** A switch. What is insecure when off is marked. */
export function flagField(field: {
  readonly label: string;
  readonly path: string;
  readonly applies?: Field['applies'];
  readonly on: string;
  readonly off: string;
  readonly insecureOff?: boolean;
  readonly get: (profile: ConnectionProfile) => boolean;
  readonly set: (profile: ConnectionProfile, value: boolean) => ConnectionProfile;
}): Field {
  const { get, set, on, off, insecureOff = false } = field;
  return choiceField<'on' | 'off'>({
    label: field.label,
    path: field.path,
    ...(field.applies === undefined ? {} : { applies: field.applies }),
    ...(insecureOff ? { isInsecure: (profile: ConnectionProfile) => !get(profile) } : {}),
    choices: () => [
      { label: vscode.l10n.t('On'), detail: on, value: 'on' },
      { label: insecureOff ? vscode.l10n.t('Off, insecure') : vscode.l10n.t('Off'), detail: off, value: 'off' },
    ],
    get: (profile) => (get(profile) ? 'on' : 'off'),
    set: (profile, value) => set(profile, value === 'on'),
  });
}

/** A copy without a member. */
export function without<T extends object, K extends keyof T>(object: T, name: K): Omit<T, K> {
  const { [name]: _taken, ...rest } = object;
  return rest;
}
