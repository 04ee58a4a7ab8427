import { rules, type RuleId } from '../../lint/rules.ts';
import { senderOf } from '../../wiotp/clientId.ts';
import { findPayloadKind, type PayloadKind } from '../../wiotp/genericKinds.ts';
import { nearest } from '../../wiotp/nearest.ts';

/** What is to be explained. */
export type Subject =
  | { readonly type: 'number'; readonly number: number }
  | { readonly type: 'rule'; readonly rule: RuleId }
  | { readonly type: 'clientId'; readonly clientId: string }
  | { readonly type: 'host'; readonly host: string }
  /** A topic or a filter. */
  | { readonly type: 'topic'; readonly topic: string }
  | { readonly type: 'kind'; readonly kind: PayloadKind };

/** A text that is none of them: why, as sentences. */
export interface NoSubject {
  readonly type: 'none';
  readonly why: string;
  /** Where to look instead, where there is such a place. */
  readonly advice?: string;
}

/** Tells numbers, rules, client IDs, topics, hosts and kinds apart. */
export function readSubject(text: string): Subject | NoSubject {
  if (/^(\d{1,15}|0x[0-9a-f]{1,12})$/i.test(text)) return { type: 'number', number: Number(text) };
  if (senderOf(text) !== undefined) return { type: 'clientId', clientId: text };
  if (isRule(text)) return { type: 'rule', rule: text };
  if (looksLikeRule(text)) return unknownRule(text);
  if (looksLikeHost(text)) return { type: 'host', host: text };
  if (looksLikeTopic(text)) return { type: 'topic', topic: text };
  const kind = findPayloadKind(text);
  if (kind !== undefined) return { type: 'kind', kind };
  return { type: 'none', why: `"${text}" is no number, no topic, no rule, no client ID and no host of the platform.` };
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

function unknownRule(text: string): NoSubject {
  const meant = nearest(text, Object.keys(rules));
  return {
    type: 'none',
    why: `There is no rule ${text}.${meant === undefined ? '' : ` Is ${meant} meant?`}`,
    advice: 'docs/rules.md lists all.',
  };
}
