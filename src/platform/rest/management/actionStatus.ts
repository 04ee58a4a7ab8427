import type { ActionPhase } from '../../../rpc/device/actionState.ts';

/**
 * The status of an action on one device in numbers. The service documented only the order: success, in progress, failure,
 * time-out [ND]; a test against it found 1 right after the start [CS].
 */
export const actionStatus: Readonly<Record<ActionPhase, 0 | 1 | 2 | 3>> = {
  complete: 0,
  requested: 1,
  accepted: 1,
  failed: 2,
  cancelled: 2,
  'timed out': 3,
  'carried out after time-out': 3,
};

/** Whether nothing more is to come. */
export function isComplete(state: ActionPhase): boolean {
  return actionStatus[state] !== 1;
}
