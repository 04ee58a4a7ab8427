import { base64Of, isBase64 } from '../base64.ts';
import { at, replaceWith, type PlacedFix } from '../finding.ts';
import { valueAt } from '../json.ts';
import { nothing, type PayloadRule } from './payloadRule.ts';

const place = { path: ['d', 'data'], part: 'value' } as const;

/** `dm/log-data`: the data of a log entry are base64; most libraries leave that to their users, who do not know [D-dm, PY]. */
export const logData: PayloadRule = {
  isFor: ({ name }) => name === 'dm.addLog',
  find: (payload) => {
    const data = valueAt(payload, place.path);
    if (typeof data !== 'string' || isBase64(data)) return nothing;
    const fix = encode(data);
    const message =
      'd.data is not base64. The platform stores it, but whoever decodes it gets something else or nothing. Encode it as base64.';
    return [{ rule: 'dm/log-data', message, place, ...(fix === undefined ? {} : { fix }) }];
  },
};

/** Certain only for text with characters that no form of base64 has. */
function encode(data: string): PlacedFix | undefined {
  if (!/[^A-Za-z0-9+/_=\s-]/.test(data)) return undefined;
  return { title: 'Encode it as base64', ...at(place, replaceWith(`"${base64Of(data)}"`)) };
}
