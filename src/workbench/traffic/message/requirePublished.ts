import * as vscode from 'vscode';
import type { LogMessage } from '../../../rpc/log/traffic.ts';
import { Refusal } from '../../../wiotp/refusal.ts';

/** @throws Refusal for a row that no program of a client could publish: one that is no message, or that the platform sent. */
export function requirePublished({ topic, direction }: Pick<LogMessage, 'topic' | 'direction'>): void {
  if (topic === '')
    throw new Refusal(vscode.l10n.t('This row is no message that could be published.'), {
      rule: 'only messages are published',
      advice: vscode.l10n.t('Choose a row with a topic.'),
    });
  if (direction === 'down')
    throw new Refusal(vscode.l10n.t('The platform sent this message: its client received it, and may not publish it.'), {
      rule: 'code publishes what its client sends',
      advice: vscode.l10n.t('Choose a message that the client sent, or have this one published again by who may.'),
    });
}
