import { isObject } from '../../lint/json.ts';
import { nearest } from '../../wiotp/nearest.ts';
import { alternatives, quoted, valueText } from '../../lint/wording.ts';
import type { Located, Step } from '../model.ts';
import type { Report } from '../remark.ts';
import { Fields } from './fields.ts';
import { readConnection } from './readConnection.ts';
import { readMessage } from './readMessage.ts';
import { readRepeat } from './readRepeat.ts';
import type { StepBase, StepContext } from './stepContext.ts';
import { commonMembers, stepMembers, stepTypes, type StepType } from './stepMembers.ts';

/** Reads one step; `undefined` when it cannot be told what it is. */
export function readStep(step: Located<unknown>, context: StepContext): Step | undefined {
  const { json, report } = context;
  if (!isObject(step.value)) {
    report({
      rule: 'transcript/step',
      message: `A step is ${valueText(step.value)}; it must be an object. The transcript cannot run.`,
      range: step.range,
    });
    return undefined;
  }
  const fields = new Fields(json, step, report);
  const type = typeOf(fields, report);
  if (type === undefined) return undefined;
  fields.text('note');
  fields.time('at');
  fields.milliseconds('within');
  const after = fields.milliseconds('after')?.value ?? 0;
  const base = { range: step.range, after, absent: fields.has('absent') && fields.milliseconds('absent') !== undefined };
  return readAs[type](fields, base, context);
}

type Read = (fields: Fields, base: StepBase, context: StepContext) => Step | undefined;

const readAs: Readonly<Record<StepType, Read>> = {
  topic: (fields, base, { report }) => {
    knows(fields, 'topic');
    return readMessage(fields, base, report);
  },
  connection: (fields, base, { report }) => readConnection(fields, base, report),
  ask: (fields, base) => {
    knows(fields, 'ask');
    fields.text('ask');
    return { type: 'ask', ...base };
  },
  include: (fields, base) => {
    knows(fields, 'include');
    const path = fields.text('include');
    return path === undefined ? undefined : { type: 'include', ...base, path };
  },
  repeat: (fields, base, context) => {
    knows(fields, 'repeat');
    return readRepeat(fields, base, context, readStep);
  },
};

function knows(fields: Fields, type: StepType): void {
  const { called, members } = stepMembers[type];
  fields.onlyKnows([...members, ...commonMembers], called);
}

function typeOf(fields: Fields, report: Report): StepType | undefined {
  const [type, other] = stepTypes.filter((candidate) => fields.has(candidate));
  if (type === undefined) {
    report({ rule: 'transcript/step', message: `${whatIsMissing(fields)} The transcript cannot run.`, range: fields.keyRange('') });
    return undefined;
  }
  if (other !== undefined) {
    report({
      rule: 'transcript/step',
      message: `A step is one thing, and this one has both ${type} and ${other}. The transcript cannot run. Make two steps of it.`,
      range: fields.keyRange(other),
    });
  }
  return type;
}

function whatIsMissing(fields: Fields): string {
  const [misspelt, meant] = fields.names.flatMap((name) => {
    const near = nearest(name, stepTypes);
    return near === undefined ? [] : [name, near];
  });
  if (misspelt !== undefined) return `A step has no member ${quoted(misspelt)}. Did you mean ${quoted(meant ?? '')}?`;
  if (['payload', 'text', 'base64'].some((name) => fields.has(name))) return 'The topic of the message is missing. Add topic.';
  if (fields.has('filter')) return 'It is not said what happens to the connection. Add "connection": "subscribed".';
  return `It is not said what this step is. Add ${alternatives(stepTypes)}.`;
}
