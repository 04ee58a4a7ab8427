import { lintMessage } from '../../lint/lintMessage.ts';
import { defaultLintOptions } from '../../lint/options.ts';
import type { Problem } from '../../lint/problem.ts';
import type { ConnectionProfile, Target } from '../../profiles/profile.ts';
import type { LimitsProfile } from '../../wiotp/limitTable.ts';
import type { Qos } from '../../wiotp/message.ts';
import { textOf } from './payloads.ts';

/** Whose limits count, where the target tells. */
const limitsOf: Readonly<Partial<Record<Target['kind'], LimitsProfile>>> = { quickstart: 'quickstart', mas: 'mas' };

/** What the linter says about the first message. The topic is one of the platform's, whoever is at the other end. */
export function checkFirst(
  payload: Uint8Array,
  topic: string,
  { client, target }: Pick<ConnectionProfile, 'client' | 'target'>,
  qos: Qos,
): readonly Problem[] {
  const message = { text: textOf(payload), payloadBytes: payload.byteLength, topic, sender: client.sender, qos, retain: false };
  return lintMessage(message, { ...defaultLintOptions, limits: limitsOf[target.kind] ?? defaultLintOptions.limits });
}

/** A problem as the result of the command has it. */
export function shownProblem({ rule, severity, message }: Problem): Pick<Problem, 'rule' | 'severity' | 'message'> {
  return { rule, severity, message };
}
