import { quoted } from '../../lint/wording.ts';
import type { Qos } from '../../wiotp/message.ts';
import type { MessageStep, Payload } from '../model.ts';
import type { Report } from '../remark.ts';
import { decodeBase64 } from './base64.ts';
import { checkExpect } from './checkExpect.ts';
import type { Fields } from './fields.ts';
import type { StepBase } from './stepContext.ts';

/** How a payload can be written. */
const forms = ['payload', 'text', 'base64'] as const;

/** What MQTT has. */
export const qosValues: readonly Qos[] = [0, 1, 2];

/** Reads a message; `undefined` without a usable topic. */
export function readMessage(fields: Fields, base: StepBase, report: Report): MessageStep | undefined {
  const topic = fields.text('topic');
  const payload = readPayload(fields, base, report);
  const qos = fields.choice('qos', qosValues);
  const retain = fields.flag('retain');
  const expect = fields.any('expect');
  if (expect !== undefined) checkExpect(expect, fields.json, report);
  if (topic === undefined) return undefined;
  return {
    type: 'message',
    ...base,
    topic,
    ...(payload === undefined ? {} : { payload }),
    ...(qos === undefined ? {} : { qos }),
    ...(retain === undefined ? {} : { retain }),
  };
}

function readPayload(fields: Fields, { absent }: StepBase, report: Report): Payload | undefined {
  const [form, other] = forms.filter((candidate) => fields.has(candidate));
  if (form === undefined) {
    // What is expected can be told by a schema alone, and what must not arrive by its topic alone.
    if (!absent && !fields.has('expect')) {
      const message =
        'The payload of the message is missing. The transcript cannot run. Add payload, text or base64; "text": "" is an empty one.';
      report({ rule: 'transcript/payload', message, range: fields.keyRange('topic') });
    }
    return undefined;
  }
  if (other !== undefined) {
    report({
      rule: 'transcript/payload',
      message: `A message has one payload, and this one has both ${form} and ${other}. The transcript cannot run. Remove one of them.`,
      range: fields.keyRange(other),
    });
  }
  return readForm[form](fields, report);
}

const readForm: Readonly<Record<(typeof forms)[number], (fields: Fields, report: Report) => Payload | undefined>> = {
  payload: (fields) => {
    const found = fields.any('payload');
    return found === undefined ? undefined : { form: 'payload', ...found };
  },
  text: (fields) => {
    const found = fields.text('text');
    return found === undefined ? undefined : { form: 'text', ...found };
  },
  base64: (fields, report) => {
    const found = fields.text('base64');
    if (found === undefined) return undefined;
    const bytes = decodeBase64(found.value);
    if (bytes === undefined) {
      report({
        rule: 'transcript/base64',
        message: `${quoted(found.value)} is no base64: groups of four of A-Z a-z 0-9 + /, the last one filled up with =. The transcript cannot run.`,
        range: found.range,
      });
    }
    return { form: 'base64', value: bytes, range: found.range };
  },
};
