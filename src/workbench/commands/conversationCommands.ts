import * as vscode from 'vscode';
import { Refusal } from '../../wiotp/refusal.ts';
import { commands } from '../ids.ts';
import type { Parts } from '../parts.ts';
import { askAction } from '../traffic/conversation/askAction.ts';
import { conversationsOf } from '../traffic/conversation/conversationsOf.ts';
import { givenPlace } from '../traffic/givenPlace.ts';
import type { Command } from './guarded.ts';

/** Draw the messages of an action of Device Management. */
export function conversationCommands(parts: Parts): readonly Command[] {
  const title = vscode.l10n.t('Show Conversation');
  return [
    {
      id: commands.showConversation,
      title,
      needsTrust: false,
      run: async (node) => {
        const { engine, traffic } = parts;
        const { log, seq: given } = await givenPlace(traffic, node);
        const seq = given ?? (await askAction(engine, log, title));
        if (seq === undefined) return;
        if ((await (await engine.calls()).ask('conversation', log, seq)) === undefined) throw noConversation();
        conversationsOf(parts).show({ log, seq });
      },
    },
  ];
}

function noConversation(): Refusal {
  return new Refusal(vscode.l10n.t('This row belongs to no action of Device Management.'), {
    rule: 'a conversation is made of messages of Device Management',
    advice: vscode.l10n.t(
      'Choose a request of Device Management, its answer, or a notification; or run “Show Conversation” without a row.',
    ),
  });
}
