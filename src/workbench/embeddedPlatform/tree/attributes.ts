import type { DeviceRecord } from '../../../rpc/device/deviceState.ts';
import { plainText } from './plainText.ts';

export type AttributeName = 'deviceInfo' | 'metadata' | 'location' | 'management' | 'supports' | 'firmware' | 'errorCodes' | 'log';

/** One thing that the platform keeps about a device, as rows. */
export interface Attribute {
  readonly name: AttributeName;
  /** How many values there are, of which `members` may be the first ones. */
  readonly count: number;
  readonly members: readonly Member[];
}

/** A name and its value as text. */
export interface Member {
  readonly label: string;
  readonly text: string;
}

/** More rows of one attribute help nobody. */
const mostMembers = 100;

/** Everything in a device's record, in the order in which the tree shows it. What was never told is left out. */
export function attributesOf(record: DeviceRecord): readonly Attribute[] {
  const { mgmt } = record;
  const all = [
    ofObject('deviceInfo', record.deviceInfo),
    ofObject('metadata', record.metadata),
    ofObject('location', record.location ?? {}),
    ofObject('management', managementOf(record)),
    ofObject('supports', mgmt?.supports ?? {}),
    ofObject('firmware', mgmt?.firmware ?? {}),
    ofList(
      'errorCodes',
      record.errorCodes.map(({ errorCode, timestamp }) => ({ label: String(errorCode), text: timestamp })),
    ),
    ofList(
      'log',
      record.log.slice(0, mostMembers).map(({ message, timestamp, severity }) => ({
        label: plainText(message),
        text: `${severityName(severity)} · ${timestamp}`,
      })),
      record.log.length,
    ),
  ];
  return all.filter(({ count }) => count > 0);
}

function managementOf({ mgmt, added }: DeviceRecord): Readonly<Record<string, unknown>> {
  return {
    ...(added === undefined ? {} : { registered: added.at, by: added.by }),
    ...(mgmt === undefined ? {} : { lastActivity: mgmt.lastActivityDateTime, dormant: mgmt.dormant }),
    ...(mgmt?.dormantDateTime === undefined ? {} : { dormantFrom: mgmt.dormantDateTime }),
  };
}

function ofObject(name: AttributeName, value: Readonly<Record<string, unknown>>): Attribute {
  const entries = Object.entries(value);
  const members = entries.slice(0, mostMembers).map(([label, member]) => ({ label: plainText(label), text: plainText(textOf(member)) }));
  return { name, count: entries.length, members };
}

function ofList(name: AttributeName, members: readonly Member[], count = members.length): Attribute {
  return { name, count, members: members.slice(0, mostMembers) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** [D-dm] */
function severityName(severity: number): string {
  return ['information', 'warning', 'error'][severity] ?? String(severity);
}
