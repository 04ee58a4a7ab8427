import type { CatalogKind } from '../../wiotp/catalog.ts';
import type { Problem } from '../problem.ts';
import { rules } from '../rules.ts';

/**
 * The rule that a payload breaks which is not JSON, and its weight. Of events and commands the platform takes any bytes
 * [D-msg]: for them it is `json/free-payload`, whatever is wrong.
 */
export function jsonRule(rule: 'json/syntax' | 'json/comment' | 'json/encoding', kind: CatalogKind): Pick<Problem, 'rule' | 'severity'> {
  const broken = kind.schema === undefined ? 'json/free-payload' : rule;
  return { rule: broken, severity: rules[broken].severity };
}
