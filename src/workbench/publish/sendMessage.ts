import * as vscode from 'vscode';
import type { Problem } from '../../lint/problem.ts';
import type { PublishOutcome } from '../../rpc/device/deviceRequest.ts';
import { forcedNote } from '../../rpc/forcedNote.ts';
import type { Parts } from '../parts.ts';
import type { Connection } from '../connections/connections.ts';
import { asItIsNow } from './asItIsNow.ts';
import { isWorthAsking, type OutgoingMessage } from './checkOutgoing.ts';

/**
 * Publishes a message over a connection, and tells what became of it. The log marks one that has problems worth asking about. `connection`
 * is as it was when asking began; when it was lost since, the user is asked what is right now.
 * @throws Refusal when it cannot be sent.
 */
export async function sendMessage(
  { engine, connections, notices }: Parts,
  connection: Connection,
  message: OutgoingMessage,
  problems: readonly Problem[],
): Promise<void> {
  const { profile } = connection;
  const possible = await asItIsNow(connection, connections.find(profile.id), message);
  if (possible === undefined) return;
  const { topic, qos, payload } = possible;
  const objections = problems.filter(isWorthAsking);
  const note = objections.length === 0 ? [] : [forcedNote(objections)];
  const outcome = await (await engine.calls()).ask('publish', profile.id, { topic, payload: payload.bytes, qos, retain: false }, ...note);
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
