import { valueAt } from '../json.ts';
import { nothing, type PayloadRule } from './payloadRule.ts';

const latitude = ['d', 'latitude'];
const longitude = ['d', 'longitude'];

/** `dm/null-island`: latitude and longitude 0, which is what a receiver without a fix writes. */
export const nullIsland: PayloadRule = {
  isFor: ({ name }) => name === 'dm.location',
  find: (payload) => {
    if (valueAt(payload, latitude) !== 0 || valueAt(payload, longitude) !== 0) return nothing;
    const message =
      'Latitude and longitude are both 0, a place in the Atlantic. The platform stores it like any other. ' +
      'If there is no position yet, send no Location update.';
    return [{ rule: 'dm/null-island', message, place: { path: latitude, part: 'value' } }];
  },
};
