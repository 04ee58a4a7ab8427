import * as vscode from 'vscode';
import type { ConnectionProfile } from '../../profiles/profile.ts';
import type { SessionState } from '../../rpc/session/sessionState.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import type { OutgoingMessage } from './checkOutgoing.ts';
import { canTake } from './publisher.ts';

/** A connection as it was when asking began, or as it is now. */
interface Moment {
  readonly profile: ConnectionProfile;
  readonly session: SessionState | undefined;
}

/**
 * A message as it can be sent now: a connection that was open when asking began may have been lost since, and then nothing leaves
 * before it is back. `undefined` when the user does not want to wait.
 * @throws Refusal when the connection will not come back by itself.
 */
export async function asItIsNow(before: Moment, now: Moment | undefined, message: OutgoingMessage): Promise<OutgoingMessage | undefined> {
  const { name } = before.profile;
  if (before.session?.phase !== 'connected' || now?.session?.phase === 'connected') return message;
  if (now === undefined || !canTake(now.profile, now.session)) throw isLost(name, now?.session?.reason);
  const isKept = message.qos > 0;
  const keep = isKept ? vscode.l10n.t('Keep It Until Then') : vscode.l10n.t('Send with QoS 1');
  const question = vscode.l10n.t('{0} was disconnected meanwhile, and tries to connect again.', name);
  const detail = isKept
    ? vscode.l10n.t('The message is kept and published when the connection is back.')
    : vscode.l10n.t('A message of QoS 0 waits for nothing. With QoS 1 it is kept and published when the connection is back.');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, keep)) !== keep) return undefined;
  return isKept ? message : { ...message, qos: 1 };
}

function isLost(name: string, reason: string | undefined): Refusal {
  const why = reason === undefined ? '' : ` ${reason}`;
  return new Refusal(vscode.l10n.t('{0} was disconnected meanwhile, so nothing was sent.', name) + why, {
    rule: 'a message needs a connection, or one that is coming back',
    advice: vscode.l10n.t('Connect it, and send the message again: an event is offered by Publish Again and Publish Event….'),
  });
}
