import * as vscode from 'vscode';
import { shownText } from '../../wiotp/shownText.ts';
import { commands } from '../ids.ts';
import type { Parts } from '../parts.ts';
import { findLinks, type LinkSubject } from './findLinks.ts';
import type { TerminalLinks } from './registerTerminalLinks.ts';

/** A link of ours, as VS Code gives it back when it is followed. */
interface OwnLink extends vscode.TerminalLink {
  readonly subject: LinkSubject;
}

/** Finds request IDs, topics and codes in terminals, and leads to the log's row or to what they mean. */
export function terminalLinks({ engine, traffic, notices }: Pick<Parts, 'engine' | 'traffic' | 'notices'>): TerminalLinks {
  const rowOf = async (what: { readonly reqId: string } | { readonly topic: string }): Promise<number | undefined> =>
    (await engine.calls()).ask('lookUp', what);
  const follow = async (subject: LinkSubject): Promise<void> => {
    const seq = subject.type === 'number' ? undefined : await rowOf(subject);
    if (seq !== undefined) return traffic.reveal({ log: 'live', seq });
    if (subject.type === 'reqId')
      return notices.inform(vscode.l10n.t('No message in the traffic log has the request ID {0}.', shownText(subject.reqId)));
    await vscode.commands.executeCommand(commands.explain, subject.type === 'topic' ? subject.topic : String(subject.number));
  };
  return {
    find: (line) =>
      findLinks(line).map(({ start, length, subject }): OwnLink => ({ startIndex: start, length, subject, tooltip: tooltipOf(subject) })),
    follow: async (link) => {
      try {
        await follow((link as OwnLink).subject);
      } catch (error) {
        void notices.error(vscode.l10n.t('Follow Link'), error);
      }
    },
  };
}

function tooltipOf(subject: LinkSubject): string {
  return subject.type === 'number' ? vscode.l10n.t('Explain {0}', subject.number) : vscode.l10n.t('Show in Device Traffic');
}
