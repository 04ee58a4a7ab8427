import { plainJson } from '../../lint/plainJson.ts';
import { duplicates } from '../../lint/rules/duplicate.ts';
import type { Report } from '../remark.ts';
import { syntaxRemark, type SyntaxRemark } from './syntaxRemark.ts';

/** A text as JSON, and its value. */
export interface Parsed {
  /** As long as the text, every offset as it was. */
  readonly json: string;
  readonly value: unknown;
}

/**
 * Parses JSON with comments and trailing commas. What is not even that is reported, as `explain` puts it, and members
 * that stand twice, `start` being where the text stands.
 */
export function parseTolerant(text: string, start: number, report: Report, explain: SyntaxRemark = syntaxRemark): Parsed | undefined {
  try {
    return told({ json: text, value: JSON.parse(text) }, start, report);
  } catch {
    // Then it has comments, or is wrong.
  }
  const json = plainJson(text);
  if (json === text) {
    report(explain(text, start));
    return undefined;
  }
  try {
    return told({ json, value: JSON.parse(json) }, start, report);
  } catch {
    report(explain(json, start));
    return undefined;
  }
}

/** Reports members that the value does not have any more, since others of the same name came later. */
function told(parsed: Parsed, start: number, report: Report): Parsed {
  for (const { range, ...duplicate } of duplicates(parsed.json)) {
    report({ ...duplicate, range: { start: start + range.start, end: start + range.end } });
  }
  return parsed;
}
