import type { Form } from '../lint/form/form.ts';
import { alternatives } from '../lint/wording.ts';
import { findKind } from '../wiotp/catalog.ts';
import { firmwareFailures } from '../wiotp/codes/firmwareFailures.ts';
import { memberNumbers } from '../wiotp/codes/memberNumbers.ts';
import { answeredKinds } from './answerMode.ts';

/** Nobody writes as many by hand, and each request is compared with all of them. */
export const mostRules = 1000;

/** The longest a reply may be held back, in milliseconds; no platform waits as long. */
export const longestDelayMs = 600_000;

/** The `updateStatus` that ends nothing [D-req]. */
const inProgress = 1;

const when: Form = {
  description:
    'What a request must look like for this rule to count. Every condition must be met; without conditions the rule is for every request of its kind.',
  type: 'object',
  properties: {
    bundleId: { description: 'Of custom actions: the ID of the bundle.', type: 'string', minLength: 1, examples: ['example'] },
    actionId: { description: 'Of custom actions: the ID of the action.', type: 'string', minLength: 1, examples: ['calibrate'] },
    payload: {
      description:
        'Members that the payload of the request must have, with these values; it may have others. Lists must agree element by element, ' +
        'but for fields, of which those that stand here must be there.',
      type: 'object',
      examples: [{ d: { fields: [{ field: 'mgmt.firmware' }] } }],
    },
  },
};

/** One entry of the list `replies`. */
const entry: Form = {
  description: 'One rule. The first that fits a request counts; a request that no rule fits is answered automatically.',
  type: 'object',
  required: ['on'],
  properties: {
    on: {
      description: 'The kind of request that is answered.',
      type: 'string',
      enum: answeredKinds,
      enumDescriptions: answeredKinds.map((name) => findKind(name)?.summary ?? ''),
    },
    when,
    rc: {
      description:
        'The return code. Without it, it is the usual one of the kind. Codes that do not answer the kind are sent all the same, so that it can be tried what they do.',
      type: 'integer',
      minimum: 0,
      maximum: 999_999_999,
      examples: [500],
    },
    message: { description: 'The message of the response, for people.', type: 'string', examples: ['The device is busy'] },
    d: {
      description:
        'The member d of the response, such as the values of observed attributes, or the names of those that could not be changed.',
      type: 'object',
      examples: [{ fields: [{ field: 'metadata' }] }],
    },
    delay: {
      description: 'How long the answer is held back, in milliseconds.',
      type: 'integer',
      minimum: 0,
      maximum: longestDelayMs,
      default: 0,
      examples: [500],
    },
    silent: {
      description: 'With true nothing is answered at all, so the request times out at the platform.',
      type: 'boolean',
      default: false,
    },
    updateStatus: {
      description:
        'How a firmware download or update ends that was accepted. Without it, it succeeds. ' +
        `A download fails with ${alternatives(firmwareFailures.download)}, an update with ${alternatives(firmwareFailures.update)}.`,
      type: 'integer',
      enum: memberNumbers.updateStatus.flatMap((_, status) => (status === inProgress ? [] : [status])),
      enumDescriptions: memberNumbers.updateStatus.filter((_, status) => status !== inProgress).map(sentence),
    },
    times: {
      description: 'How often this rule counts, from the first request on; later requests go on to the next rule. Without it, always.',
      type: 'integer',
      minimum: 1,
      maximum: 1_000_000,
      examples: [1],
    },
    note: { description: 'Explains the rule. It has no effect.', type: 'string' },
  },
};

/** A replies file, `.wiotp/replies.json`. */
export const repliesForm: Form = {
  description:
    'How a device answers Device Management requests whose mode is “replies”: rules in the order in which they are tried. ' +
    'With them it can be seen what a back-end does about failures.',
  type: 'object',
  required: ['replies'],
  properties: {
    $schema: { description: 'A JSON Schema for other editors; this one needs none.', type: 'string' },
    replies: { description: 'The rules; the first that fits a request counts.', type: 'array', maxItems: mostRules, items: entry },
  },
};

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
