import { rules, type RuleId } from '../../lint/rules.ts';
import type { ConnectionEvent } from '../../rpc/log/traffic.ts';
import type { FoundProblem } from './problemList.ts';

/** The rules that speak of what makes the platform close a connection, by close code. */
const ruleOf: Readonly<Partial<Record<number, RuleId>>> = { 276: 'message/topic', 287: 'message/size' };

/** What the device did to have its connection closed; `undefined` when that was none of its doing, or no rule speaks of it. */
export function closeProblem({ kind, code, reason = '', advice = '' }: ConnectionEvent): FoundProblem | undefined {
  const rule = kind === 'connection.closed' && code !== undefined ? ruleOf[code] : undefined;
  return rule === undefined ? undefined : { rule, severity: rules[rule].severity, message: `${reason} ${advice}`.trim() };
}
