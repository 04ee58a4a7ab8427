import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { LogPlace } from '../../../rpc/log/logContract.ts';
import { Refusal } from '../../../wiotp/refusal.ts';
import type { Parts } from '../../parts.ts';
import { askChoice, extend, wizard, type Step } from '../../quick/wizard.ts';
import { askClient, transcriptClients } from './askClient.ts';
import { askTarget } from './fileNames.ts';

interface Answers {
  readonly filter: string;
  /** Empty for whoever speaks first. */
  readonly client: string;
}

/** Asks whose traffic goes into which file, and begins to record what comes from now on. */
export async function startRecording({ engine, notices, traffic }: Parts, { filter = '' }: LogPlace): Promise<void> {
  const title = vscode.l10n.t('Start Recording');
  // It shows what is being recorded.
  await traffic.load();
  const clients = await transcriptClients(engine, { log: 'live' });
  const askWhat: Step<Answers> = (answers, at) =>
    extend(
      askChoice<string>(at, {
        placeholder: vscode.l10n.t('What to record from now on'),
        choices: [
          { label: vscode.l10n.t('Everything'), value: '' },
          { label: vscode.l10n.t('What the Filter Shows'), description: filter, value: filter },
        ],
      }),
      (chosen) => ({ ...answers, filter: chosen }),
    );
  const anyone = vscode.l10n.t('The First That Says Something');
  const askWhose: Step<Answers> = (answers, at) => extend(askClient(at, clients, anyone), (client) => ({ ...answers, client }));
  const steps = [...(filter.trim() === '' ? [] : [askWhat]), askWhose];
  const answers = await wizard(title, { filter: '', client: '' }, steps);
  if (answers === undefined) return;
  const file = await askTarget(title, 'transcript', vscode.l10n.t('Transcript'));
  if (file === undefined) return;
  const whose = answers.client === '' ? {} : { client: answers.client };
  await (await engine.calls()).ask('startRecording', { file, filter: answers.filter, ...whose });
  notices.done(vscode.l10n.t('Recording into {0}', basename(file)));
}

/** Ends the recording, and tells what became of it. */
export async function stopRecording({ engine, notices }: Parts): Promise<void> {
  const state = await (await engine.calls()).ask('stopRecording');
  if (state === undefined) {
    throw new Refusal(vscode.l10n.t('Nothing is being recorded.'), {
      rule: 'recording',
      advice: vscode.l10n.t('Begin with “Start Recording…”.'),
    });
  }
  const { file, written, leftOut = 0, failed } = state;
  if (failed !== undefined) throw new Refusal(failed, { rule: 'recording', advice: vscode.l10n.t('What is in the file stays there.') });
  const done = vscode.l10n.t('{0} messages and connection events were recorded into {1}.', written.toLocaleString('en'), basename(file));
  const others = vscode.l10n.t('{0} have no place in it and were left out, such as those of other clients.', leftOut.toLocaleString('en'));
  const open = { title: vscode.l10n.t('Open'), run: () => vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file)) };
  void notices.inform(leftOut === 0 ? done : `${done} ${others}`, open);
}
