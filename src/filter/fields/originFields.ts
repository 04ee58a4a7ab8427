import { filterMatches, matchTopic } from '../../wiotp/topic.ts';
import type { OriginFacts } from '../facts.ts';
import { glob, globOrPart } from '../glob.ts';
import type { FilterField } from './field.ts';

/** Asks for the client. */
export const clientField: FilterField = {
  name: 'client',
  meaning: 'the client ID',
  takes: 'a part of the client ID, or a pattern with * for all of it',
  examples: ['client:t-100', 'client:d:abc123:*'],
  words: [],
  known: 'clients',
  read(value) {
    const passes = globOrPart(value);
    return { of: 'origin', test: ({ clientId }) => passes(clientId) };
  },
};

/** Asks for the topic. */
export const topicField: FilterField = {
  name: 'topic',
  meaning: 'the topic',
  takes: 'a part of the topic, a pattern with * for all of it, or a filter of MQTT with + and #',
  examples: ['topic:/evt/', 'topic:iotdm-1/*', 'topic:iot-2/evt/+/fmt/json'],
  words: [],
  known: 'topics',
  read(value) {
    const passes = isMqttFilter(value) ? mqttFilter(value) : globOrPart(value);
    return { of: 'origin', test: ({ topic }) => passes(topic) };
  },
};

/** MQTT allows these characters in no topic, so nobody means them as they are. */
function isMqttFilter(value: string): boolean {
  return /(?:^|\/)(?:\+(?:\/|$)|#$)/.test(value) && !value.includes('*');
}

function mqttFilter(value: string): (topic: string) => boolean {
  const filter = value.toLowerCase();
  return (topic) => topic !== '' && filterMatches(filter, topic.toLowerCase());
}

/** Asks for the event or command ID. */
export const eventField: FilterField = {
  name: 'event',
  meaning: 'the event or command ID',
  takes: 'an event or command ID, or a pattern with *',
  examples: ['event:status', 'event:temp*'],
  words: [],
  known: 'events',
  read(value) {
    const passes = glob(value);
    return {
      of: 'origin',
      test: (origin) => {
        const id = eventIdOf(origin);
        return id !== undefined && passes(id);
      },
    };
  },
};

/** The event or command ID that a topic names. */
export function eventIdOf({ topic, kind }: OriginFacts): string | undefined {
  const parts = kind === undefined || topic === '' ? undefined : matchTopic(topic)?.parts;
  return parts?.['eventId'] ?? parts?.['commandId'];
}
