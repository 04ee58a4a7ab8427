import * as vscode from 'vscode';
import { answeredKinds, type AnsweredKind, type AnswerMode, type AnswerModes } from '../../replies/answerMode.ts';
import { kindNamed } from '../../wiotp/catalog.ts';
import { askChoice, back, cancelled, type Choice, type Outcome, type Place } from '../quick/wizard.ts';
import { answerPresets, sameModes, withMode, type AnswerPreset } from './answerPresets.ts';
import { modeText } from './managementText.ts';

const modes: readonly AnswerMode[] = ['ask', 'automatic', 'replies'];

/**
 * Shows how requests are answered, and changes it: all at once, which ends the question, or kind by kind until the user
 * leaves. Every change is told to `apply` at once.
 */
export async function askModes(title: string, first: AnswerModes, apply: (modes: AnswerModes) => Promise<void>): Promise<void> {
  let current = first;
  let kind: AnsweredKind | undefined;
  for (;;) {
    const chosen = await askWhat({ title, step: 1, steps: 2 }, current, kind);
    if (chosen === back || chosen === cancelled) return;
    const changed = 'preset' in chosen ? answerPresets[chosen.preset] : await askMode({ title, step: 2, steps: 2 }, chosen.kind, current);
    if (changed === cancelled) return;
    if ('kind' in chosen) ({ kind } = chosen);
    if (changed === back) continue;
    await apply(changed);
    if ('preset' in chosen) return;
    current = changed;
  }
}

type What = { readonly preset: AnswerPreset } | { readonly kind: AnsweredKind };

/** A kind that was changed just now is where the reader goes on from. */
function askWhat(place: Place, current: AnswerModes, last: AnsweredKind | undefined): Promise<Outcome<What>> {
  const presets = Object.entries(presetTexts()).map(([name, { label, detail }]) => {
    const preset = name as AnswerPreset;
    return { label, detail, ...mark(sameModes(answerPresets[preset], current)), value: { preset } };
  });
  const kinds = answeredKinds.map((kind) => ({ label: kindNamed(kind).title, description: modeText(current[kind]), value: { kind } }));
  const choices = [heading(vscode.l10n.t('All alike')), ...presets, heading(vscode.l10n.t('Each kind in its own way')), ...kinds];
  const now = choices.findIndex((choice) => ('value' in choice ? isNow(choice.value, current, last) : false));
  return askChoice<What>(place, {
    placeholder: vscode.l10n.t('How are requests answered?'),
    choices,
    active: now < 0 ? 1 : now,
  });
}

function isNow(what: What, current: AnswerModes, last: AnsweredKind | undefined): boolean {
  return 'kind' in what ? what.kind === last : last === undefined && sameModes(answerPresets[what.preset], current);
}

function heading(label: string): vscode.QuickPickItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

async function askMode(place: Place, kind: AnsweredKind, current: AnswerModes): Promise<Outcome<AnswerModes>> {
  const mode = await askChoice(place, {
    placeholder: vscode.l10n.t('How is a {0} answered?', kindNamed(kind).title.toLowerCase()),
    choices: modes.map((value): Choice<AnswerMode> => ({ ...modeLook(value), ...mark(current[kind] === value), value })),
    active: modes.indexOf(current[kind]),
  });
  return mode === back || mode === cancelled ? mode : withMode(current, kind, mode);
}

function mark(isCurrent: boolean): { readonly description: string } {
  return { description: isCurrent ? vscode.l10n.t('as it is now') : '' };
}

function presetTexts(): Readonly<Record<AnswerPreset, { readonly label: string; readonly detail: string }>> {
  return {
    usual: {
      label: vscode.l10n.t('Ask Me about Actions'),
      detail: vscode.l10n.t('Attribute updates and observations are answered by themselves'),
    },
    automatic: { label: vscode.l10n.t('All Automatic'), detail: vscode.l10n.t('Every request is answered as a correct device does') },
    replies: {
      label: vscode.l10n.t('All by the Replies Files'),
      detail: vscode.l10n.t('By rules that you write, so that failures can be tried'),
    },
    ask: { label: vscode.l10n.t('Ask Me about Everything'), detail: vscode.l10n.t('Nothing is answered before you do') },
  };
}

function modeLook(mode: AnswerMode): { readonly label: string; readonly detail: string } {
  switch (mode) {
    case 'ask':
      return {
        label: vscode.l10n.t('Ask Me'),
        detail: vscode.l10n.t('The request waits in the tree and in the traffic log for your answer'),
      };
    case 'automatic':
      return { label: vscode.l10n.t('Automatic'), detail: vscode.l10n.t('Answered at once as a correct device does') };
    case 'replies':
      return { label: vscode.l10n.t('By the Replies Files'), detail: vscode.l10n.t('Answered by the first rule that fits') };
  }
}
