import type { Finding } from '../finding.ts';
import { isObject, valueAt } from '../json.ts';
import { nothing, type PayloadRule } from './payloadRule.ts';

const deviceInfo = ['d', 'deviceInfo'];
const metadata = ['d', 'metadata'];

/** `dm/emptied`: an empty object in a Manage request replaces what is stored [D-dm, PY]. */
export const emptied: PayloadRule = {
  isFor: ({ name }) => name === 'dm.manage',
  find: (payload) => {
    const empty = [deviceInfo, metadata].filter((path) => isEmptyObject(valueAt(payload, path)));
    return empty.length === 0 ? nothing : empty.map(finding);
  },
};

function isEmptyObject(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

function finding(path: readonly string[]): Finding {
  return {
    rule: 'dm/emptied',
    message: `${path.join('.')} is empty. By the documents it replaces what the platform has stored, so that is deleted. Leave it out to keep it.`,
    place: { path, part: 'value' },
  };
}
