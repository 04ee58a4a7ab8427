import { lintMessage } from '../../lint/lintMessage.ts';
import { forcedNote, toldProblems } from '../../rpc/forcedNote.ts';
import { lintObjection } from '../../rpc/lintObjection.ts';
import type { TrafficNote } from '../../rpc/log/traffic.ts';
import type { CatalogKind } from '../../wiotp/catalog.ts';
import type { Message, Sender } from '../../wiotp/message.ts';
import { Refusal } from '../../wiotp/refusal.ts';

const decoder = new TextDecoder();

/** A message that a user wants to send, and how. */
export interface Departure {
  readonly message: Message;
  readonly sender: Sender;
  /** On an answer the kind of its request. */
  readonly answers?: CatalogKind;
  /** Send it although the linter finds errors. */
  readonly anyway: boolean;
}

/**
 * Asks the linter about a message before it leaves. Gives the note that marks one which leaves although the linter objects.
 * @throws Refusal with the rule {@link lintObjection} when the linter objects and nobody insists.
 */
export function checkDeparture({ message, sender, answers, anyway }: Departure): TrafficNote | undefined {
  const { topic, payload, qos, retain } = message;
  const text = decoder.decode(payload);
  const known = answers === undefined ? {} : { answers };
  const errors = lintMessage({ topic, text, payloadBytes: payload.byteLength, sender, qos, retain, ...known }).filter(
    ({ severity }) => severity === 'error',
  );
  if (errors.length === 0) return undefined;
  if (anyway) return forcedNote(errors);
  throw new Refusal(`The linter objects. ${toldProblems(errors)}`, {
    rule: lintObjection,
    advice: 'Put that right, or send it anyway to see what the platform does about it.',
  });
}
