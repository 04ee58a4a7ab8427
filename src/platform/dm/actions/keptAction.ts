import type { ActionEntry, ActionState } from '../../../rpc/device/actionState.ts';
import { deviceKey } from '../../deviceKey.ts';
import type { Sent } from './dispatch.ts';

/** An action as it outlives the platform. */
export interface KeptAction extends Pick<ActionState, 'requestId' | 'action' | 'device' | 'state' | 'rc' | 'note' | 'started' | 'changed'> {
  readonly timeoutMs: number;
  /** Whether nothing that the device does changes the state any more. */
  readonly over: boolean;
  /** What was sent, the oldest first. */
  readonly sent: readonly KeptRequest[];
  readonly timeline: readonly ActionEntry[];
}

/** A request of an action that was sent to the device. */
export interface KeptRequest extends Pick<Sent, 'kind' | 'reach' | 'answered'> {
  readonly reqId: string;
}

/** How many entries are kept from the beginning and from the end of a timeline. */
const mostFirst = 10;
const mostLatest = 20;

/** A timeline cut to what is worth keeping. */
export function keptEntries(entries: readonly ActionEntry[]): readonly ActionEntry[] {
  return entries.length <= mostFirst + mostLatest ? entries : [...entries.slice(0, mostFirst), ...entries.slice(-mostLatest)];
}

/** What names an action among all that are kept. */
export function keptId({ requestId, device }: Pick<KeptAction, 'requestId' | 'device'>): string {
  return `${requestId} ${deviceKey(device)}`;
}
