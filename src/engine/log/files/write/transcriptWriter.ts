import { topicSide } from '../../../../transcript/check/topicSide.ts';
import { transcriptSchemaId } from '../../../../transcript/read/readHeader.ts';
import type { ConnectionEvent } from '../../../../rpc/log/traffic.ts';
import { fromFlags } from '../../../store/flags.ts';
import type { StoredColumns } from '../../../store/storedColumns.ts';
import { isoTime } from '../isoTime.ts';
import { connectionStep } from './connectionStep.ts';
import { deviceOf } from './deviceOf.ts';
import { toLiteral } from '../literal.ts';
import type { RowWriter } from './rowWriter.ts';
import { payloadMember } from './payloadMember.ts';

/**
 * Writes the conversation of one device or gateway as a transcript with a step on each line. Markers become notes of the next step.
 * What a transcript has no words for is left out: other clients, and messages on a topic that is the other side's to publish on.
 */
export class TranscriptWriter implements RowWriter {
  #client: string | undefined;
  #begun = false;
  #markers: string[] = [];

  /** Without a client, the first device or gateway decides. */
  constructor(client?: string) {
    this.#client = client;
  }

  /** The header says who talks and from where on, which the first step tells. */
  head(): string {
    return '';
  }

  write(row: StoredColumns): string | undefined {
    if (row.marker !== null) {
      this.#markers.push(row.marker);
      return '';
    }
    if (deviceOf(row.client) === undefined) return undefined;
    this.#client ??= row.client;
    if (row.client !== this.#client) return undefined;
    const step = stepOf(row);
    if (step === undefined) return undefined;
    const text = `${this.#header(row.event)}{${[`"at":"${isoTime(row.time)}"`, ...this.#note(), ...step].join(',')}}\n`;
    this.#begun = true;
    return text;
  }

  end(): { readonly text: string; readonly leftOut: number } {
    return { text: this.#header(null), leftOut: this.#markers.length };
  }

  #note(): readonly string[] {
    const markers = this.#markers;
    this.#markers = [];
    return markers.length === 0 ? [] : [`"note":${JSON.stringify(markers.join('\n'))}`];
  }

  #header(firstEvent: string | null): string {
    if (this.#begun) return '';
    const device = deviceOf(this.#client ?? '');
    const header = {
      $schema: transcriptSchemaId,
      ...(device === undefined ? {} : { device }),
      // Whatever came before the first message is taken as done.
      ...(firstEvent !== null && connects(firstEvent) ? { starts: 'offline' } : {}),
    };
    return `${JSON.stringify(header)}\n`;
  }
}

function connects(event: string): boolean {
  const { kind } = JSON.parse(event) as ConnectionEvent;
  return kind === 'connection.open' || kind === 'connection.refused';
}

/** The members of a step, as JSON. */
function stepOf(row: StoredColumns): readonly string[] | undefined {
  const { direction, qos, retain } = fromFlags(row.flags);
  if (row.event !== null) return connectionStep(JSON.parse(row.event) as ConnectionEvent, direction);
  const { sender } = topicSide(row.topic, deviceOf(row.client)?.classId ?? 'Device');
  if ((sender === 'platform') !== (direction === 'down')) return undefined;
  return [
    `"topic":${JSON.stringify(toLiteral(row.topic))}`,
    payloadMember(row.payload),
    ...(qos === 0 ? [] : [`"qos":${qos}`]),
    ...(retain ? ['"retain":true'] : []),
  ];
}
