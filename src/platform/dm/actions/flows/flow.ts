import type { JsonObject } from '../../../../rpc/device/deviceState.ts';
import type { KindName } from '../../../../wiotp/catalog.ts';
import type { Sent } from '../dispatch.ts';

/** The answer of the device to the request of an action. */
export interface StepAnswer {
  /** The request that it answers. */
  readonly kind: KindName;
  readonly rc: number | undefined;
  readonly success: boolean;
  /** `The device answers 500 (failed): battery low`. */
  readonly text: string;
}

/** A Manage request that came while an action goes on. */
export interface Return {
  /** Whether the device has connected anew since it was asked; `undefined` for one behind a gateway. */
  readonly reconnected: boolean | undefined;
  /** Whether the request that was sent last had to wait for the device. */
  readonly queued: boolean;
  /** Whether the action has timed out. */
  readonly late: boolean;
  readonly fwVersion?: string;
}

/** What a flow may do to its action. */
export interface FlowRun {
  /**
   * Sends a request, with a reqId of its own unless no answer is wanted; the answer comes to `answered`. Gives what became of
   * it, or nothing when it was not sent.
   */
  send(kind: KindName, d?: object, wantsAnswer?: boolean): Sent | undefined;
  /** Notes how far it is. */
  tell(note: string): void;
  accept(note: string, rc: number | undefined): void;
  complete(note: string, rc?: number): void;
  fail(note: string, rc?: number): void;
}

/** The order of messages of one sort of action: told what the device does, it says what comes next. */
export interface Flow {
  start(run: FlowRun): void;
  answered(run: FlowRun, answer: StepAnswer): void;
  /** The device sent a Manage request. */
  managed?(run: FlowRun, back: Return): void;
  /** The device reported members of mgmt.firmware. */
  notified?(run: FlowRun, firmware: JsonObject): void;
  /** The action was cancelled: ends what the device would go on with. */
  cancelled?(run: FlowRun): void;
}
