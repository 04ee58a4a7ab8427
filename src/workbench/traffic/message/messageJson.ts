import type { LogMessage } from '../../../rpc/log/traffic.ts';
import { isJson, utf8Text } from './payloadText.ts';

/**
 * Everything about a message as JSON, one member a line. A payload that is JSON stands under `payload` as it was sent, other text under
 * `text`, and bytes under `base64`: none is lost.
 */
export function messageJson(message: LogMessage): string {
  const { time, clientId, at, direction, kind, topic, qos, retain, dup, reqId, rc, rcMeaning, partner, note, marker, event } = message;
  const isMessage = topic !== '';
  const members: readonly (readonly [name: string, json: string | undefined])[] = [
    ['time', JSON.stringify(new Date(time).toISOString())],
    ['clientId', JSON.stringify(clientId)],
    ['seenBy', JSON.stringify(at === 'session' ? 'connection' : 'platform')],
    ['kind', JSON.stringify(kind)],
    ['marker', JSON.stringify(marker)],
    ['event', JSON.stringify(event)],
    ...(isMessage
      ? ([
          ['direction', JSON.stringify(direction === 'up' ? 'to platform' : 'to client')],
          ['topic', JSON.stringify(topic)],
          ['qos', JSON.stringify(qos)],
          ['retain', JSON.stringify(retain)],
          ['dup', JSON.stringify(dup)],
          ['reqId', JSON.stringify(reqId)],
          ['rc', JSON.stringify(rc)],
          ['rcMeaning', JSON.stringify(rcMeaning)],
          ['answeredAfterMs', JSON.stringify(partner?.ms)],
          payloadMember(message.payload),
        ] as const)
      : []),
    ['note', JSON.stringify(note)],
    ['problems', message.findings.length === 0 ? undefined : JSON.stringify(message.findings)],
  ];
  const lines = members.flatMap(([name, json]) => (json === undefined ? [] : [`  "${name}": ${json}`]));
  return `{\n${lines.join(',\n')}\n}\n`;
}

function payloadMember(payload: Uint8Array): readonly [name: string, json: string] {
  const text = utf8Text(payload);
  if (text === undefined) return ['base64', JSON.stringify(Buffer.from(payload).toString('base64'))];
  return isJson(text) ? ['payload', text] : ['text', JSON.stringify(text)];
}
