import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { malformedTopic } from '../../../../src/wiotp/topics/malformedTopic.ts';
import type { TopicUse } from '../../../../src/wiotp/topics/topicRules.ts';

const cases: readonly (readonly [use: TopicUse, topic: string, says: RegExp | undefined])[] = [
  ['publish', 'home/hall', undefined],
  ['publish', '/', undefined],
  ['publish', '$SYS/x', undefined],
  ['publish', '', /^The topic is empty\.$/],
  ['publish', 'a/+', /contains a wildcard/],
  ['publish', 'a#', /contains a wildcard/],
  ['publish', 'a\0', /a character that MQTT cannot carry/],
  ['publish', '\ud800', /a character that MQTT cannot carry/],
  ['publish', 'ä'.repeat(40_000), /more than 65535 bytes/],
  ['subscribe', '#', undefined],
  ['subscribe', '+/+/#', undefined],
  ['subscribe', '$share/group/a/#', undefined],
  ['subscribe', '', /^The filter is empty\.$/],
  ['subscribe', 'a+', /must stand alone/],
  ['subscribe', '#/a', /at the end/],
];

void describe('a topic or filter for any server', () => {
  for (const [use, topic, says] of cases) {
    void it(`${use} ${JSON.stringify(topic.slice(0, 20))}`, () => {
      const fault = malformedTopic(use, topic);
      if (says === undefined) assert.equal(fault, undefined);
      else assert.match(fault ?? '', says);
    });
  }
});
