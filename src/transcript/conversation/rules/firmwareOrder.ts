import { firmwareFailures } from '../../../wiotp/codes/firmwareFailures.ts';
import { alternatives } from '../../../lint/wording.ts';
import type { Request } from '../exchange.ts';
import type { ConversationRuleId } from '../finding.ts';
import type { FirmwareReport } from './firmwareReport.ts';

/** An action on the firmware. */
export type FirmwareActionType = 'download' | 'update';

/** An action that goes on. */
export interface FirmwareAction {
  readonly type: FirmwareActionType;
  /** The state that the device was in when it was asked; `undefined` when that is unknown. */
  readonly stateThen: number | undefined;
  /** Whether updateStatus 1 (in progress) was reported since. */
  readonly begun?: boolean;
  /** The updateStatus with which a failure was reported, while the state is still to come. */
  readonly failure?: number | undefined;
}

/** What is known of the firmware of a device. */
export interface FirmwareState {
  /** 0 idle, 1 downloading, 2 downloaded; `undefined` while it is unknown [D-req]. */
  readonly state?: number | undefined;
  readonly action?: FirmwareAction | undefined;
  /** The action that ended last. */
  readonly over?: FirmwareActionType | undefined;
  /** The last values that the platform wrote, with the address of the image. */
  readonly written?: { readonly request: Request; readonly uri: unknown } | undefined;
}

/** What is out of order in a report. */
export interface OrderFault {
  readonly rule: ConversationRuleId;
  /** Full sentences. */
  readonly message: string;
}

/** The highest updateStatus there is; of others the payload's own check says enough. */
const lastStatus = 6;

const effect = 'The platform cannot tell how far the action is.';

/** What is out of order in a report; `undefined` for a legal one [D-req]. */
export function orderFault(before: FirmwareState, report: FirmwareReport): OrderFault | undefined {
  return stateFault(before, report) ?? endFault(before, report) ?? statusFault(before, report);
}

/** Whether an action ends with this report, successfully or not. */
export function ends({ type, failure }: FirmwareAction, { state, updateStatus }: FirmwareReport): boolean {
  const failed = isFailure(updateStatus ?? failure);
  if (type === 'download') return state === 2 || (state === 0 && failed);
  return failed || (state === 0 && updateStatus !== 1);
}

/** Whether an updateStatus says that something failed. */
export function isFailure(updateStatus: number | undefined): boolean {
  return updateStatus !== undefined && updateStatus > 1;
}

function stateFault({ state: last, action, over }: FirmwareState, { state }: FirmwareReport): OrderFault | undefined {
  if (state === 1 && action?.type !== 'download') {
    return outOfOrder(
      `The device reports that it downloads (state 1), and ${unasked('download', over)}. ${effect} Report state 1 after the Firmware download request only.`,
    );
  }
  if (state === 2 && last === 0) {
    return outOfOrder(
      `The device reports state 2 (downloaded) without having reported state 1 (downloading). ${effect} Report state 1 when the download begins.`,
    );
  }
  return undefined;
}

/** An end that the running action cannot have, or that says too little. */
function endFault({ state: last, action }: FirmwareState, { state, updateStatus }: FirmwareReport): OrderFault | undefined {
  if (action === undefined) return undefined;
  const { type } = action;
  const status = updateStatus ?? action.failure;
  const reports = `Report updateStatus ${alternatives(firmwareFailures[type])} when the ${type} fails.`;
  if (
    updateStatus !== undefined &&
    isFailure(updateStatus) &&
    updateStatus <= lastStatus &&
    !firmwareFailures[type].includes(updateStatus)
  ) {
    return outOfOrder(`The ${type} ends with updateStatus ${updateStatus}, which is no end of a ${type}. ${effect} ${reports}`);
  }
  if (type === 'download' && state === 0 && last === 1 && updateStatus !== 1 && !isFailure(status)) {
    const why = status === undefined ? 'nothing says why' : `updateStatus ${status} does not say why`;
    return outOfOrder(
      `The download ends with state 0, which means that it failed, and ${why}. ${effect} Report state 2 for success; otherwise updateStatus ${alternatives(firmwareFailures.download)}.`,
    );
  }
  if (type === 'update' && state === 0 && (status ?? 0) === 0 && action.begun !== true) {
    return unannounced('The update ends without having been reported as begun. Report updateStatus 1 when it begins.');
  }
  return undefined;
}

function statusFault({ action, over }: FirmwareState, { updateStatus }: FirmwareReport): OrderFault | undefined {
  if (updateStatus !== 1 || action?.type === 'update') return undefined;
  if (action?.type === 'download') {
    return unannounced('A download is under way, and updateStatus 1 says that an update is. Report state 1 alone while it downloads.');
  }
  return outOfOrder(
    `The device reports that it installs (updateStatus 1), and ${unasked('update', over)}. ${effect} Report updateStatus 1 after the Firmware update request only.`,
  );
}

function unasked(type: FirmwareActionType, over: FirmwareActionType | undefined): string {
  return over === type ? `the ${type} that was asked for is over` : `no ${type} was asked for`;
}

function outOfOrder(message: string): OrderFault {
  return { rule: 'conversation/firmware-order', message };
}

function unannounced(message: string): OrderFault {
  return { rule: 'conversation/firmware-progress', message };
}
