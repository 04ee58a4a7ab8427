import * as vscode from 'vscode';
import { Refusal } from '../../wiotp/refusal.ts';
import type { Parts } from '../parts.ts';
import type { Connection } from '../connections/connections.ts';
import { askPace } from './askPace.ts';
import { intervalText } from './pace.ts';
import type { Publisher } from './publisher.ts';
import type { Sending } from './sendQuestion.ts';
import { allowedEnvironment } from './templateSources.ts';

/**
 * Asks how often, and starts the job.
 * @throws Refusal for a payload of bytes: a job sends text.
 */
export async function startRepeating(
  { engine, notices }: Parts,
  { profile }: Connection,
  publisher: Publisher,
  { draft, message }: Sending,
): Promise<void> {
  const { topic, qos, payload } = message;
  const template = templateOf(draft.encoding === undefined ? draft.payload : undefined, payload.text);
  const title = vscode.l10n.t('Publish Repeatedly as {0}', profile.name);
  const pace = await askPace(title, publisher, payload.bytes.byteLength);
  if (pace === undefined) return;
  const environment = allowedEnvironment(draft);
  await (await engine.calls()).ask('startJob', profile.id, { topic, template, qos, ...pace, environment });
  notices.done(vscode.l10n.t('Publishing {0} every {1}', topic, intervalText(pace.everyMs)));
}

/** Bytes that are text stand for themselves, whatever looks like a variable in them. */
function templateOf(template: string | undefined, text: string | undefined): string {
  const found = template ?? text?.replaceAll('${', () => '$${');
  if (found !== undefined) return found;
  throw new Refusal(vscode.l10n.t('The payload is no text in UTF-8.'), {
    rule: 'a job publishes text',
    advice: vscode.l10n.t('Publish it once, or give a payload that is text.'),
  });
}
