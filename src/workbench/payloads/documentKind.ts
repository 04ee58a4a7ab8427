import * as vscode from 'vscode';
import { canBeOurs } from '../../editor/files/candidates.ts';
import { noneOfOurs, type DocumentChoices } from '../../editor/files/documentChoices.ts';
import { matchTopic } from '../../wiotp/topic.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { askAlone, askChoice, askText, type Choice } from '../quick/wizard.ts';
import { kindChoice, payloadKinds } from './payloadKinds.ts';

const automatic = Symbol('automatic');
const byTopic = Symbol('by topic');

/**
 * Asks what a document is, and keeps the answer.
 * @throws Refusal for a document that cannot be one of ours.
 */
export async function askDocumentKind(document: vscode.TextDocument | undefined, choices: DocumentChoices): Promise<void> {
  if (document === undefined || !canBeOurs(document)) throw noJson();
  const title = vscode.l10n.t('Choose Payload Kind');
  const chosen = await askAlone(title, (place) =>
    askChoice(place, { placeholder: vscode.l10n.t('What does this document hold?'), choices: kinds(choices.get(document.uri)) }),
  );
  if (chosen === undefined) return;
  const choice = chosen === byTopic ? await askTopic(title, choices.get(document.uri)) : chosen;
  if (choice !== undefined) await choices.choose(document.uri, choice === automatic ? undefined : choice);
}

function kinds(now: string | undefined): Choice<string | typeof automatic | typeof byTopic>[] {
  const all: Choice<string | typeof automatic | typeof byTopic>[] = [
    {
      label: vscode.l10n.t('Automatic'),
      description: vscode.l10n.t('by the setting wiotp.files, or by its name'),
      value: automatic,
    },
    {
      label: vscode.l10n.t('A Message on a Topic…'),
      description: vscode.l10n.t('the topic tells the kind, and where it is published'),
      value: byTopic,
    },
    ...payloadKinds.map((kind) => kindChoice<string | typeof automatic | typeof byTopic>(kind, kind.name)),
    { label: vscode.l10n.t('Transcript'), description: 'transcript', value: 'transcript' },
    { label: vscode.l10n.t('None of These'), description: vscode.l10n.t('it is left alone'), value: noneOfOurs },
  ];
  const current = now === undefined ? automatic : now.includes('/') ? byTopic : now;
  return all.map((choice) => (choice.value === current ? { ...choice, label: `$(check) ${choice.label}` } : choice));
}

function askTopic(title: string, now: string | undefined): Promise<string | undefined> {
  return askAlone(title, (place) =>
    askText(place, {
      prompt: vscode.l10n.t('MQTT topic of the message'),
      value: now !== undefined && now.includes('/') ? now : '',
      placeholder: 'iot-2/evt/status/fmt/json',
      check: topicProblem,
    }),
  );
}

function topicProblem(topic: string): string | undefined {
  if (matchTopic(topic) !== undefined) return undefined;
  return vscode.l10n.t(
    'This is the topic of no message that the platform knows, such as iot-2/evt/status/fmt/json or iotdevice-1/mgmt/manage.',
  );
}

function noJson(): Refusal {
  return new Refusal(vscode.l10n.t('There is no JSON document in the active editor.'), {
    rule: 'payloads are JSON',
    advice: vscode.l10n.t('Open one, or set its language to JSON, JSON with Comments or JSON Lines.'),
  });
}
