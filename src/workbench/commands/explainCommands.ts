import * as vscode from 'vscode';
import { Refusal } from '../../wiotp/refusal.ts';
import { shownText } from '../../wiotp/shownText.ts';
import { showText } from '../connections/doctor/diagnosisDocument.ts';
import { commands } from '../ids.ts';
import { askAlone, askText } from '../quick/wizard.ts';
import type { Command } from './guarded.ts';

/** Explain a number, a topic, a filter, a client ID, a host, a kind of message or a rule. */
export function explainCommands(): readonly Command[] {
  return [
    {
      id: commands.explain,
      title: vscode.l10n.t('Explain'),
      needsTrust: false,
      run: async (given) => {
        const words = await explanations();
        const text = typeof given === 'string' ? given : await askSubject(words);
        if (text !== undefined) await showExplanation(words, text.trim());
      },
    },
  ];
}

/** The bundle of the editor, which has the tables that explanations are made of. */
const explanations = () => import('../languageFeatures.ts');

type Explanations = Pick<Awaited<ReturnType<typeof explanations>>, 'explain' | 'readSubject'>;

function askSubject({ readSubject }: Explanations): Promise<string | undefined> {
  return askAlone(vscode.l10n.t('Explain'), (place) =>
    askText(place, {
      prompt: vscode.l10n.t('A return code or close code, a topic or filter, a client ID, a host, a kind of message or a rule'),
      placeholder: '276, iot-2/cmd/+/fmt/#, d:abc123:thermostat:t-100, dm.manage, dm/lifetime',
      check: (text) => {
        const subject = readSubject(text.trim());
        return subject.type === 'none' ? subject.why : undefined;
      },
    }),
  );
}

async function showExplanation({ explain, readSubject }: Explanations, text: string): Promise<void> {
  const subject = readSubject(text);
  if (subject.type === 'none') {
    const advice = vscode.l10n.t('Give a number, a topic, a filter, a client ID, a host, a kind of message or a rule.');
    throw new Refusal(subject.why, { rule: 'what the platform knows can be explained', advice });
  }
  await showText(vscode.l10n.t('What {0} Means', shownText(text)), explain(subject).text);
}
