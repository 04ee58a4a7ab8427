import { isObject } from '../../lint/json.ts';
import { valueText } from '../../lint/wording.ts';
import type { Transcript } from '../model.ts';
import type { Report } from '../remark.ts';
import { Fields } from './fields.ts';
import { valueRange } from './members.ts';
import { parseTolerant } from './parseTolerant.ts';
import { headerMembers, readHeader } from './readHeader.ts';
import { readStep } from './readStep.ts';
import { readSteps } from './readSteps.ts';

/** Reads a transcript that is one JSON document. */
export function readJson(text: string, report: Report): Transcript | undefined {
  const parsed = parseTolerant(text, 0, report);
  if (parsed === undefined) return undefined;
  const { json, value } = parsed;
  const range = valueRange(json, 0);
  if (!isObject(value)) {
    const message = `A transcript is an object with the member steps; this is ${valueText(value)}. It cannot run.`;
    report({ rule: 'transcript/steps', message, range });
    return undefined;
  }
  const fields = new Fields(json, { value, range }, report);
  fields.onlyKnows([...headerMembers, 'steps'], 'A transcript');
  const header = readHeader(json, fields, report);
  const steps = fields.list('steps');
  if (!fields.has('steps')) {
    const message = 'The transcript has no steps, so there is nothing to run. Add "steps": [].';
    report({ rule: 'transcript/steps', message, range: fields.keyRange('steps') });
  }
  return { header, json, steps: steps === undefined ? [] : readSteps(steps, { json, report, depth: 0 }, readStep) };
}
