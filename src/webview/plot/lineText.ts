import { numberName, type PlotLine } from '../../rpc/log/plotContract.ts';
import { parseClientId } from '../../wiotp/clientId.ts';
import { matchTopic } from '../../wiotp/topic.ts';
import { visibleStart } from '../text/visibleText.ts';

/** Longer names are cut; their whole is their tooltip. */
const mostCharacters = 60;

/** What a line is called: the number's place in the payload, which tells it best from others, and where it comes from. */
export interface LineText {
  readonly number: string;
  readonly source: string;
  /** All of it, as it is. */
  readonly whole: string;
}

export function lineText({ clientId, topic, pointer }: PlotLine): LineText {
  const { eventId, commandId } = matchTopic(topic)?.parts ?? {};
  const source = `${nameOf(clientId)} · ${eventId ?? commandId ?? topic}`;
  return {
    number: visibleStart(numberName(pointer), mostCharacters),
    source: visibleStart(source, mostCharacters),
    whole: visibleStart(`${clientId} ${topic} ${pointer}`, 500),
  };
}

/** A value for people: at most so many digits that two neighbours on a chart differ. */
export function numberText(value: number | undefined): string {
  if (value === undefined) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e9 || size < 1e-4)) return value.toExponential(3);
  return String(Number(value.toPrecision(7)));
}

function nameOf(clientId: string): string {
  const identity = parseClientId(clientId);
  if (typeof identity === 'string') return clientId;
  return identity.sender === 'application' ? identity.appId : identity.deviceId;
}
