import * as vscode from 'vscode';
import { copyAs, copyBytesAsC } from '../../assist/copyAs/copyAs.ts';
import type { LogMessage } from '../../rpc/log/traffic.ts';
import type { Qos } from '../../wiotp/message.ts';
import { commands } from '../ids.ts';
import type { Parts } from '../parts.ts';
import { brokerOf } from '../traffic/message/brokerOf.ts';
import { compareWithPreviousBoot, compareWithPreviousMessage } from '../traffic/message/compareMessages.ts';
import { loggedMessage, pageRow, rowPlace } from '../traffic/message/loggedMessage.ts';
import { messageJson } from '../traffic/message/messageJson.ts';
import { mosquittoPub } from '../traffic/message/mosquittoPub.ts';
import { newPayloadFromMessage } from '../traffic/message/newPayloadFromMessage.ts';
import { utf8Text } from '../traffic/message/payloadText.ts';
import { publishMessageAgain } from '../traffic/message/publishMessageAgain.ts';
import { requirePublished } from '../traffic/message/requirePublished.ts';
import { TrafficDocuments } from '../traffic/message/trafficDocuments.ts';
import type { Command } from './guarded.ts';

/** What can be done with one message of the traffic log. */
export function messageCommands(parts: Parts): readonly Command[] {
  const { engine, choices, notices, bin, traffic } = parts;
  let registered: TrafficDocuments | undefined;
  const documents = (): TrafficDocuments => {
    if (registered !== undefined) return registered;
    registered = new TrafficDocuments(engine);
    bin.add(registered.register());
    return registered;
  };
  const messageOf = (place: unknown) => loggedMessage(engine, rowPlace(place));
  return [
    {
      id: commands.publishMessageAgain,
      title: vscode.l10n.t('Publish This Again'),
      needsTrust: true,
      run: async (place) => publishMessageAgain(parts, await messageOf(place)),
    },
    {
      id: commands.newPayloadFromMessage,
      title: vscode.l10n.t('New Payload File from This'),
      needsTrust: false,
      run: async (place) => newPayloadFromMessage(choices, await messageOf(place)),
    },
    {
      id: commands.goToAnswer,
      title: vscode.l10n.t('Go to Answer'),
      needsTrust: false,
      run: (place) => traffic.act('goToPartner', pageRow(place)),
    },
    {
      id: commands.goToRequest,
      title: vscode.l10n.t('Go to Request'),
      needsTrust: false,
      run: (place) => traffic.act('goToPartner', pageRow(place)),
    },
    {
      id: commands.filterByMessage,
      title: vscode.l10n.t('Filter by This'),
      needsTrust: false,
      run: (place) => traffic.act('filterByRow', pageRow(place)),
    },
    {
      id: commands.copyTopic,
      title: vscode.l10n.t('Copy Topic'),
      needsTrust: false,
      run: async (place) => {
        await vscode.env.clipboard.writeText((await messageOf(place)).topic);
        notices.done(vscode.l10n.t('Copied the topic'));
      },
    },
    {
      id: commands.copyMessageAsJson,
      title: vscode.l10n.t('Copy as JSON'),
      needsTrust: false,
      run: async (place) => {
        await vscode.env.clipboard.writeText(messageJson(await messageOf(place)));
        notices.done(vscode.l10n.t('Copied as JSON'));
      },
    },
    {
      id: commands.copyMessageAsMosquitto,
      title: vscode.l10n.t('Copy as mosquitto_pub'),
      needsTrust: false,
      run: async (place) => {
        const message = await messageOf(place);
        requirePublished(message);
        await vscode.env.clipboard.writeText(mosquittoPub(message, brokerOf(parts, message)));
        notices.done(
          vscode.l10n.t('Copied; it signs in with the token in WIOTP_AUTH_TOKEN, and ends the connection of the same client ID'),
        );
      },
    },
    {
      id: commands.copyMessageAsC,
      title: vscode.l10n.t('Copy as C'),
      needsTrust: false,
      run: async (place) => {
        const message = await messageOf(place);
        requirePublished(message);
        await vscode.env.clipboard.writeText(inC(message));
        notices.done(vscode.l10n.t('Copied as C'));
      },
    },
    {
      id: commands.compareWithPreviousMessage,
      title: vscode.l10n.t('Compare with Previous of the Same Topic'),
      needsTrust: false,
      run: (place) => compareWithPreviousMessage(engine, documents(), rowPlace(place)),
    },
    {
      id: commands.compareWithPreviousBoot,
      title: vscode.l10n.t('Compare with Previous Boot'),
      needsTrust: false,
      run: (place) => compareWithPreviousBoot(documents(), rowPlace(place)),
    },
  ];
}

function inC({ topic, payload, qos: sent }: LogMessage): string {
  const text = utf8Text(payload);
  const qos = sent as Qos;
  return text === undefined ? copyBytesAsC({ topic, bytes: payload, qos }) : copyAs('c', { topic, text, qos });
}
