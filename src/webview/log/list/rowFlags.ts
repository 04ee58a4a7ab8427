import type { LogRow } from '../../../rpc/log/traffic.ts';
import { isDeviceManagement } from '../../../wiotp/kind.ts';
import { kindOf } from './rowText.ts';

/** What a row is, as far as that decides what can be done with it. The menus that package.json adds to a row ask for these names. */
export interface RowFlags {
  /** Not a connection event, and no marker. */
  readonly isMessage: boolean;
  readonly fromClient: boolean;
  readonly isEvent: boolean;
  readonly isMarker: boolean;
  readonly isDeviceManagement: boolean;
  readonly hasPayload: boolean;
  /** It is a request, and its answer is in the log. */
  readonly hasAnswer: boolean;
  /** It is an answer, and its request is in the log. */
  readonly hasRequest: boolean;
}

const eventKinds: ReadonlySet<string> = new Set(['device.event', 'gateway.event', 'app.event']);

/** What this row is. */
export function rowFlags(row: LogRow): RowFlags {
  const isMessage = row.topic !== '';
  const kind = kindOf(row);
  return {
    isMessage,
    fromClient: isMessage && row.direction === 'up',
    isEvent: row.kind !== undefined && eventKinds.has(row.kind),
    isMarker: row.marker !== undefined,
    isDeviceManagement: kind !== undefined && isDeviceManagement(kind),
    hasPayload: isMessage && row.size > 0,
    hasAnswer: row.partner !== undefined && row.partner.seq > row.seq,
    hasRequest: row.partner !== undefined && row.partner.seq < row.seq,
  };
}
