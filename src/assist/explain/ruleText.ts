import { rules, type RuleId } from '../../lint/rules.ts';
import type { Rule, RuleExample } from '../../lint/rule.ts';

/** A rule of the linter for people. */
export function ruleText(id: RuleId): string {
  const rule: Rule = rules[id];
  const parts = [`${id} (${rule.severity}): ${rule.title}`, rule.description];
  if (rule.example !== undefined) parts.push(exampleText(rule.example));
  return parts.join('\n\n');
}

function exampleText(example: RuleExample): string {
  if (!('kind' in example) && !('transcript' in example) && !('file' in example)) {
    return `Wrong\n  ${JSON.stringify(example.wrong)}\nRight\n  ${JSON.stringify(example.right)}`;
  }
  return `Wrong\n${indented(example.wrong)}\nRight\n${indented(example.right)}`;
}

/** Long examples show their beginning: that is what matters. */
function indented(text: string): string {
  const shown = text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
  return `  ${shown.replaceAll('\n', '\n  ')}`;
}

const mostShown = 2000;
