import { nearest } from '../../lint/nearest.ts';
import { rules, type RuleId } from '../../lint/rules.ts';
import { senderOf } from '../../wiotp/clientId.ts';
import { findPayloadKind } from '../../wiotp/genericKinds.ts';
import { wrongUsage } from '../wrongUsage.ts';

/** What is to be explained. */
export type Subject =
  | { readonly type: 'number'; readonly number: number }
  | { readonly type: 'rule'; readonly rule: RuleId }
  | { readonly type: 'clientId'; readonly clientId: string }
  | { readonly type: 'host'; readonly host: string }
  /** A topic or a filter. */
  | { readonly type: 'topic'; readonly topic: string };

/** Tells numbers, rules, client IDs, topics and hosts apart. @throws Refusal for what is none of them. */
export function readSubject(text: string): Subject {
  if (/^(\d{1,15}|0x[0-9a-f]{1,12})$/i.test(text)) return { type: 'number', number: Number(text) };
  if (senderOf(text) !== undefined) return { type: 'clientId', clientId: text };
  if (isRule(text)) return { type: 'rule', rule: text };
  if (looksLikeRule(text)) throw unknownRule(text);
  if (looksLikeHost(text)) return { type: 'host', host: text };
  if (looksLikeTopic(text)) return { type: 'topic', topic: text };
  if (findPayloadKind(text) !== undefined) throw wrongUsage('explain', `${text} is a kind of message.`, `See wiotp kinds ${text}.`);
  throw wrongUsage('explain', `"${text}" is no number, no topic, no rule, no client ID and no host of the platform.`);
}

function isRule(text: string): text is RuleId {
  return Object.hasOwn(rules, text);
}

/** No topic of the platform begins like the family of a rule. */
function looksLikeRule(text: string): boolean {
  const [family, name, more] = text.split('/');
  return name !== undefined && more === undefined && Object.keys(rules).some((rule) => rule.startsWith(`${family}/`));
}

function looksLikeTopic(text: string): boolean {
  return /[/+#]|^iot|^\$/.test(text);
}

/** As the hosts of the platform are called, whatever stands before it: of another name there is nothing to say. */
function looksLikeHost(text: string): boolean {
  return /^(?:[a-z]+:\/\/)?(?:[^/]*[.@])?(?:messaging|internetofthings)[.]/i.test(text);
}

function unknownRule(text: string): Error {
  const meant = nearest(text, Object.keys(rules));
  return wrongUsage('explain', `There is no rule ${text}.${meant === undefined ? '' : ` Is ${meant} meant?`}`, 'docs/rules.md lists all.');
}
