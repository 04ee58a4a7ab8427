import * as vscode from 'vscode';
import { copyAs, type CodeLanguage } from '../../assist/copyAs/copyAs.ts';
import { wireMessage } from '../../assist/copyAs/wireMessage.ts';
import { topicToSend } from '../../lint/files/sending.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { commands } from '../ids.ts';
import { askCodeLanguage, codeLanguageNames } from '../payloads/codeLanguages.ts';
import { askDocumentKind } from '../payloads/documentKind.ts';
import { openNewPayload } from '../payloads/newPayload.ts';
import { payloadDocument, type PayloadDocument } from '../payloads/payloadDocument.ts';
import { publishPayload } from '../payloads/publishPayload.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** Make payload files, say what a document is, publish one and copy it as code. */
export function payloadCommands(parts: Parts): readonly Command[] {
  const { choices, notices } = parts;
  return [
    {
      id: commands.newPayloadFile,
      title: vscode.l10n.t('New Payload File'),
      needsTrust: false,
      run: () => openNewPayload(choices),
    },
    {
      id: commands.choosePayloadKind,
      title: vscode.l10n.t('Choose Payload Kind'),
      needsTrust: false,
      run: () => askDocumentKind(vscode.window.activeTextEditor?.document, choices),
    },
    {
      id: commands.publishPayloadFile,
      title: vscode.l10n.t('Publish Payload File'),
      needsTrust: true,
      run: async (argument) => publishPayload(parts, await payloadDocument(argument, choices)),
    },
    {
      id: commands.copyPayloadAsCode,
      title: vscode.l10n.t('Copy Payload as Code'),
      needsTrust: false,
      run: async (argument) => {
        const payload = await payloadDocument(argument, choices);
        const topic = topicToCopy(payload);
        const language = languageOf(argument) ?? (await askCodeLanguage());
        if (language === undefined) return;
        await vscode.env.clipboard.writeText(copyAs(language, { topic, text: payload.text }));
        const { packetBytes } = wireMessage({ topic, text: payload.text, qos: 0 });
        const bytes = packetBytes.toLocaleString('en');
        notices.done(vscode.l10n.t('Copied as {0}; the packet on the wire has {1} bytes', codeLanguageNames[language], bytes));
      },
    },
  ];
}

function topicToCopy({ file, text }: PayloadDocument): string {
  const topic = topicToSend(file, text);
  if (topic !== undefined) return topic;
  throw new Refusal(vscode.l10n.t('There is no topic on which a client sends this payload.'), {
    rule: 'code that publishes needs a topic',
    advice: vscode.l10n.t('Run “Choose Payload Kind…” and give its topic, or name the file in the setting wiotp.files.'),
  });
}

function languageOf(argument: unknown): CodeLanguage | undefined {
  const language: unknown = typeof argument === 'object' && argument !== null && 'language' in argument ? argument.language : undefined;
  return typeof language === 'string' && Object.hasOwn(codeLanguageNames, language) ? (language as CodeLanguage) : undefined;
}
