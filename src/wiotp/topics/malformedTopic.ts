import { shownText } from '../shownText.ts';
import { mostTopicBytes, topicTooLong, type TopicUse } from './topicRules.ts';

/**
 * Why no server of MQTT takes a topic or filter, whatever it allows its clients, as a full sentence; `undefined` for one that MQTT
 * can carry.
 */
export function malformedTopic(use: TopicUse, topic: string): string | undefined {
  if (topic === '') return `The ${words[use]} is empty.`;
  if (topicTooLong(topic)) return `The ${words[use]} has more than ${mostTopicBytes} bytes, which no MQTT packet can carry.`;
  const shown = shownText(topic);
  if (topic.includes('\0') || !topic.isWellFormed()) return `The ${words[use]} "${shown}" contains a character that MQTT cannot carry.`;
  if (use === 'publish') return /[+#]/.test(topic) ? `The topic "${shown}" contains a wildcard, which only a filter may.` : undefined;
  const levels = topic.split('/');
  const isWrong = levels.some((level, at) => /[+#]/.test(level) && level !== '+' && (level !== '#' || at < levels.length - 1));
  return isWrong ? `In the filter "${shown}", "+" must stand alone between slashes, and "#" alone at the end.` : undefined;
}

const words: Readonly<Record<TopicUse, string>> = { publish: 'topic', subscribe: 'filter' };
