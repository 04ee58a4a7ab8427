import { endOfString } from '../../../../lint/jsonText.ts';
import { isObject } from '../../../../lint/json.ts';
import type { ConnectionEvent, TrafficRecord } from '../../../../rpc/log/traffic.ts';
import { topicSide } from '../../../../transcript/check/topicSide.ts';
import type { ConnectionStep, Header, MessageStep, Payload, Step } from '../../../../transcript/model.ts';
import { deviceClientId, gatewayClientId } from '../../../../wiotp/clientId.ts';
import type { Direction } from '../../../../wiotp/message.ts';
import { fromLiteral } from '../literal.ts';
import { timeOfIso } from '../isoTime.ts';

/** Turns the steps of a transcript, in their order, into what would have crossed the wire. */
export class TranscriptRecords {
  readonly #header: Header;
  readonly #clientId: string;
  #time: number;

  /** Steps that do not say when follow from `time` on. */
  constructor(header: Header, time: number) {
    this.#header = header;
    this.#time = time;
    const [typeId, deviceId] = [header.typeId?.value ?? '', header.deviceId?.value ?? ''];
    // A transcript does not say which organisation it was.
    this.#clientId = (header.classId === 'Gateway' ? gatewayClientId : deviceClientId)('', typeId, deviceId);
  }

  /** What a step says; `json` is the text in which it stands. What it only asks for, and its remark, are markers. */
  *of(step: Step, json: string): Generator<TrafficRecord> {
    const written: unknown = JSON.parse(json.slice(step.range.start, step.range.end));
    const { at, note } = isObject(written) ? written : {};
    this.#time = (typeof at === 'string' ? timeOfIso(at) : undefined) ?? this.#time + step.after;
    if (typeof note === 'string') yield this.#marker(note);
    if (step.absent) yield this.#marker('What follows must not arrive');
    switch (step.type) {
      case 'message':
        return yield this.#message(step, json);
      case 'connection':
        return yield { ...this.#empty(), clientId: this.#clientId, direction: directionOf(step), event: eventOf(step) };
      case 'ask':
        return yield this.#marker(String(isObject(written) ? written['ask'] : ''));
      case 'include':
        return yield this.#marker(`The steps of ${step.path.value} follow, which are not shown`);
      case 'repeat':
        yield this.#marker(`What follows takes place ${step.times} times`);
        for (const inner of step.steps) yield* this.of(inner, json);
    }
  }

  #message({ topic, payload, qos, retain }: MessageStep, json: string): TrafficRecord {
    const name = fromLiteral(topic.value);
    return {
      ...this.#empty(),
      clientId: this.#clientId,
      direction: topicSide(name, this.#header.classId).sender === 'platform' ? 'down' : 'up',
      topic: name,
      payload: bytesOf(payload, json),
      qos: qos?.value ?? 0,
      retain: retain?.value ?? false,
    };
  }
  #marker(marker: string): TrafficRecord {
    return { ...this.#empty(), marker };
  }

  #empty(): TrafficRecord {
    return {
      time: this.#time,
      clientId: '',
      connection: '',
      direction: 'up',
      topic: '',
      payload: new Uint8Array(),
      qos: 0,
      retain: false,
      dup: false,
    };
  }
}

/** Whose doing it was. */
function directionOf({ event, by }: ConnectionStep): Direction {
  const isPlatforms = event.value === 'refused' || (event.value === 'closed' && by?.value === 'platform');
  return isPlatforms ? 'down' : 'up';
}

function eventOf({ event, cleanSession, filter, qos, code }: ConnectionStep): ConnectionEvent {
  return {
    kind: `connection.${event.value}`,
    ...(cleanSession === undefined ? {} : { cleanSession: cleanSession.value }),
    ...(filter === undefined ? {} : { filter: fromLiteral(filter.value) }),
    ...(qos === undefined ? {} : { qos: qos.value }),
    ...(code === undefined ? {} : { code: code.value }),
  };
}

function bytesOf(payload: Payload | undefined, json: string): Uint8Array {
  switch (payload?.form) {
    case 'payload':
      return Buffer.from(fromLiteral(compact(json.slice(payload.range.start, payload.range.end))));
    case 'text':
      return Buffer.from(fromLiteral(payload.value));
    case 'base64':
      return payload.value ?? new Uint8Array();
    case undefined:
      return new Uint8Array();
  }
}

/** Well-formed JSON without the blanks between its parts. */
function compact(json: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < json.length; at++) {
    const character = json.charAt(at);
    if (character === '"') at = endOfString(json, at) - 1;
    else if (character <= ' ') {
      parts.push(json.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, json.slice(from)].join('');
}
