import type { JsonObject } from '../../../../rpc/device/deviceState.ts';
import { memberNumbers } from '../../../../wiotp/codes/memberNumbers.ts';

/** How far a report of the device brings a firmware action. */
export type Progress =
  | { readonly to: 'further' | 'done'; readonly note: string }
  | { readonly to: 'failed'; readonly note: string }
  /** It says nothing about this action. */
  | undefined;

/** What a download and an update differ in. */
export interface FirmwareStage {
  readonly request: 'dm.firmwareDownload' | 'dm.firmwareUpdate';
  /** What is said when the device has accepted it. */
  readonly accepted: string;
  readonly done: string;
  /** Reads a report; `begun` tells whether an earlier one said that it goes on. */
  read(report: JsonObject, begun: boolean): Progress;
}

/** Firmware download: state 1, then 2; one that fails says so by updateStatus 2, 3, 4 or 6 [D-req]. */
export const download: FirmwareStage = {
  request: 'dm.firmwareDownload',
  accepted: 'The device begins to download.',
  done: 'The image is downloaded.',
  read({ state, updateStatus }, begun) {
    const failure = failureIn(updateStatus);
    if (failure !== undefined) return { to: 'failed', note: `The download failed: ${failure}.` };
    if (state === 2) return { to: 'done', note: 'The device has downloaded the image (state 2).' };
    if (state === 1) return { to: 'further', note: 'The device downloads (state 1).' };
    // Beside an updateStatus, state 0 says nothing: some libraries always send it [PY].
    if (state === 0 && begun && updateStatus === undefined) return { to: 'failed', note: 'The download ended with state 0 and no reason.' };
    return undefined;
  },
};

/** Firmware update: updateStatus 1, then state 0; one that fails says so by updateStatus 2 or 5 [D-req]. */
export const update: FirmwareStage = {
  request: 'dm.firmwareUpdate',
  accepted: 'The device begins to install.',
  done: 'The firmware is updated.',
  read({ state, updateStatus }) {
    const failure = failureIn(updateStatus);
    if (failure !== undefined) return { to: 'failed', note: `The update failed: ${failure}.` };
    if (updateStatus === 1) return { to: 'further', note: 'The device installs the image (updateStatus 1).' };
    if (state === 0) return { to: 'done', note: 'The device has installed the image (state 0).' };
    return undefined;
  },
};

/** Values of updateStatus above 1 are failures. */
function failureIn(updateStatus: unknown): string | undefined {
  if (typeof updateStatus !== 'number' || updateStatus <= 1) return undefined;
  return `${memberNumbers.updateStatus[updateStatus] ?? 'unknown'} (updateStatus ${updateStatus})`;
}
