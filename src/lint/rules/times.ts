import { kindNamed, type CatalogKind } from '../../wiotp/catalog.ts';
import type { Finding, Path } from '../finding.ts';
import { valueAt } from '../json.ts';
import { pathText } from '../wording.ts';
import { isDay } from '../timeText.ts';
import { dateTime, timeForm, timeZone } from './dateTime.ts';
import { nothing, type PayloadRule } from './payloadRule.ts';

/** The times that a device takes from its own clock. */
const timesOf: readonly (readonly [CatalogKind, Path])[] = [
  [kindNamed('dm.addLog'), ['d', 'timestamp']],
  [kindNamed('dm.location'), ['d', 'measuredDateTime']],
];

/** What is odd about a time that has the right form. */
export const times: readonly PayloadRule[] = timesOf.map(([kind, path]) => ({
  isFor: ({ name }) => name === kind.name,
  knowsBodies: true,
  find: (payload, context) => {
    const place = context.restBody === true ? path.slice(1) : path;
    const time = valueAt(payload, place);
    if (typeof time !== 'string') return nothing;
    // A pattern cannot count leap years.
    const isLeap = time.slice(4, 10) !== '-02-29' || isDay(time.slice(0, 10));
    const finding = isLeap
      ? (unsetClock(time, place) ?? timeZone(time, place) ?? timeForm(time, place))
      : dateTime({ kind, payload, context, path: place, value: time });
    return finding === undefined ? nothing : [finding];
  },
}));

/** `dm/clock-unset`: a clock that nobody set begins in 1970 [EC]. */
function unsetClock(time: string, path: Path): Finding | undefined {
  if (!time.startsWith('1970-')) return undefined;
  return {
    rule: 'dm/clock-unset',
    message: `${pathText(path)} is in 1970, where clocks begin that were never set. The platform stores it as it is. Set the clock first, by NTP for instance.`,
    place: { path, part: 'value' },
  };
}
