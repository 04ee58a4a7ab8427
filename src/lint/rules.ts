import type { Rule } from './rule.ts';
import { conversationRules } from './ruleTables/conversation.ts';
import { dmRules } from './ruleTables/dm.ts';
import { fileRules } from './ruleTables/file.ts';
import { jsonRules } from './ruleTables/json.ts';
import { messageRules } from './ruleTables/message.ts';
import { ownRules } from './ruleTables/own.ts';
import { profilesRules } from './ruleTables/profiles.ts';
import { repliesRules } from './ruleTables/replies.ts';
import { restRules } from './ruleTables/rest.ts';
import { schemaRules } from './ruleTables/schema.ts';
import { transcriptRules } from './ruleTables/transcript.ts';

/** Every rule by its name, in the order in which documentation lists them. */
export const rules = {
  ...jsonRules,
  ...messageRules,
  ...schemaRules,
  ...dmRules,
  ...restRules,
  ...conversationRules,
  ...transcriptRules,
  ...profilesRules,
  ...repliesRules,
  ...ownRules,
  ...fileRules,
} as const satisfies Readonly<Record<string, Rule>>;

/** The name of a rule. */
export type RuleId = keyof typeof rules;

/** Where docs/rules.md describes a rule: the part of the address after `#`, made of the heading as GitHub makes it. */
export function ruleAnchor(rule: string): string {
  return rule.toLowerCase().replaceAll('/', '');
}
