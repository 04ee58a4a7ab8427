import { consequence } from '../../consequence.ts';
import { memberIs, pathText, quoted } from '../../wording.ts';
import type { Tell } from './issue.ts';

/** What a pattern asks for, in words; the schemas use few. */
const wordsOf: Readonly<Record<string, string>> = {
  '^[A-Za-z0-9._-]{1,36}$': '1 to 36 letters, digits, ".", "_" and "-"',
  '^[A-Za-z0-9._-]{1,255}$': '1 to 255 letters, digits, ".", "_" and "-"',
  '^[A-Za-z0-9._-]{1,255}/[A-Za-z0-9._-]{1,255}$': 'two names with a slash between them, such as device/reboot or bundleId/actionId',
  '^mqtt[0-9v]*(-ws|-tcp)?$': 'mqtt with a version, such as mqtt4 or mqtt4-ws',
};

/** `schema/pattern`: a text of the wrong form. */
export const pattern: Tell = ({ kind, payload, context, path, value, params }) => {
  const wanted = String(params['pattern']);
  return {
    rule: 'schema/pattern',
    message: `${memberIs(path, value)}; it must be ${wordsOf[wanted] ?? `of the form ${wanted}`}. ${consequence({ kind, payload, context })}`,
    place: { path, part: 'value' },
  };
};

/** `schema/pattern` for the name of a member. */
export const memberName: Tell = ({ kind, payload, context, path, params }) => {
  const name = String(params['propertyName']);
  return {
    rule: 'schema/pattern',
    message:
      `${quoted(name)} cannot be a name in ${pathText(path)}: 1 to 255 letters, digits, ".", "_" and "-" are allowed. ` +
      consequence({ kind, payload, context }),
    place: { path: [...path, name], part: 'key' },
  };
};
