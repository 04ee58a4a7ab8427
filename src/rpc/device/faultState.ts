import type { DeviceName } from './deviceState.ts';

/** Who a fault is for. */
export type FaultScope = DeviceName | 'all';

/** The most that the numbers of faults may be; the least is 0. */
export const faultLimits = {
  /** A day. */
  awaySeconds: 86_400,
  /** An hour. */
  delayMs: 3_600_000,
  /** All but the last of an image that is cut. */
  cutPercent: 99,
  bytesPerSecond: 1_000_000_000,
} as const;

/** What happens to the platform's answers of Device Management. What is held is sent when the fault is cleared. */
export type AnswerFault =
  | { readonly kind: 'hold' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'rc'; readonly rc: 409 | 500 }
  | { readonly kind: 'silent' };

/** What goes wrong with a firmware image. */
export type ImageFault =
  | { readonly kind: 'cut'; readonly percent: number }
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'wrongVerifier' }
  | { readonly kind: 'oversize' };

/** A fault to inject now. */
export type FaultCommand =
  /** Closes the connection with code 94. */
  | { readonly fault: 'drop' }
  /** The connection stays open, and nothing is read or sent any more. */
  | { readonly fault: 'halfOpen' }
  /** The next CONNECT is answered with this CONNACK code. */
  | { readonly fault: 'refuseNext'; readonly code: 1 | 2 | 3 | 4 | 5 }
  /** The connection is closed, and for so long new ones end before CONNACK. */
  | { readonly fault: 'away'; readonly seconds: number }
  | { readonly fault: 'answers'; readonly answers: AnswerFault }
  | { readonly fault: 'image'; readonly image: ImageFault }
  /** Ends all faults of the scope. */
  | { readonly fault: 'clear' };

/** The faults that work now for one scope. */
export interface FaultState {
  readonly scope: FaultScope;
  readonly answers?: AnswerFault;
  readonly image?: ImageFault;
  readonly refuseNext?: number;
  /** In milliseconds since the epoch. */
  readonly awayUntil?: number;
}
