import { quoted } from '../wording.ts';

/** What is wrong with an MQTT topic filter, as a full sentence; `undefined` for a good one. Wildcards stand alone in their level, `#` in the last [PX-rule]. */
export function filterFault(filter: string): string | undefined {
  if (filter === '') return 'The topic filter is empty. Use # for all topics.';
  if (filter.includes('\0')) return `The topic filter ${quoted(filter)} contains a null character, which no topic may.`;
  const levels = filter.split('/');
  const wrong = levels.find((level, at) => (level.length > 1 ? /[+#]/.test(level) : level === '#' && at < levels.length - 1));
  if (wrong === undefined) return undefined;
  return wrong === '#'
    ? `In the topic filter ${quoted(filter)} something follows #, which stands for all further levels and must be the last one.`
    : `In the topic filter ${quoted(filter)} the level ${quoted(wrong)} mixes a wildcard with text. A wildcard stands for a whole level.`;
}
