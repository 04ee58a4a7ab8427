import * as vscode from 'vscode';
import type { PublishOutcome } from '../../rpc/deviceRequest.ts';
import type { Parts } from '../commands/parts.ts';
import type { Connection } from '../connections/connections.ts';
import type { OutgoingMessage } from './checkOutgoing.ts';

/**
 * Publishes a message over a connection, and tells what became of it.
 * @throws Refusal when it cannot be sent.
 */
export async function sendMessage(
  { engine, notices }: Parts,
  { profile }: Connection,
  { topic, qos, payload }: OutgoingMessage,
): Promise<void> {
  const outcome = await (await engine.calls()).ask('publish', profile.id, { topic, payload: payload.bytes, qos, retain: false });
  const size = payload.bytes.byteLength.toLocaleString('en');
  if (profile.target.kind === 'quickstart') notices.done(vscode.l10n.t('{0}: sent ({1} bytes); Quickstart confirms nothing', topic, size));
  else notices.done(outcomeText(outcome, topic, size));
}

function outcomeText(outcome: PublishOutcome, topic: string, size: string): string {
  switch (outcome) {
    case 'written':
      return vscode.l10n.t('{0}: sent ({1} bytes); QoS 0 is not acknowledged', topic, size);
    case 'acknowledged':
      return vscode.l10n.t('{0}: published ({1} bytes) and acknowledged', topic, size);
    case 'waiting':
      return vscode.l10n.t('{0}: kept ({1} bytes) until the connection is back', topic, size);
  }
}
