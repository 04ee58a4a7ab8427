import { member } from '../../../lint/json.ts';
import type { Path } from '../../../lint/finding.ts';
import { attributesOf } from '../attributes.ts';
import type { MessageEvent } from '../event.ts';

/** What a notification says of the firmware; whatever it leaves out is `undefined`. */
export interface FirmwareReport {
  readonly state: number | undefined;
  readonly updateStatus: number | undefined;
  /** The way to what it says. */
  readonly path: Path;
}

/** What a notification says of the firmware, as a whole or by single members such as `mgmt.firmware.state`, which are one report together. */
export function firmwareReports({ payload }: MessageEvent): readonly FirmwareReport[] {
  const reports: FirmwareReport[] = [];
  for (const report of parts(payload)) {
    const last = reports.at(-1);
    const together = last === undefined ? undefined : joined(last, report);
    if (together === undefined) reports.push(report);
    else reports[reports.length - 1] = together;
  }
  return reports;
}

/** Two reports that say different things; `undefined` when both say the same. */
function joined(one: FirmwareReport, other: FirmwareReport): FirmwareReport | undefined {
  if (one.state !== undefined && other.state !== undefined) return undefined;
  if (one.updateStatus !== undefined && other.updateStatus !== undefined) return undefined;
  return { state: one.state ?? other.state, updateStatus: one.updateStatus ?? other.updateStatus, path: one.path };
}

function parts(payload: unknown): readonly FirmwareReport[] {
  return attributesOf(payload).flatMap(({ name, value, path }): readonly FirmwareReport[] => {
    switch (name) {
      case 'mgmt.firmware':
        return [{ state: numberIn(member(value, 'state')), updateStatus: numberIn(member(value, 'updateStatus')), path }];
      case 'mgmt.firmware.state':
        return [{ state: numberIn(value), updateStatus: undefined, path }];
      case 'mgmt.firmware.updateStatus':
        return [{ state: undefined, updateStatus: numberIn(value), path }];
      default:
        return [];
    }
  });
}

function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
