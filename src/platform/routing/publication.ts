import type { Qos } from '../../wiotp/message.ts';

/** A message on its way through the platform. */
export interface Publication {
  /** In the long form. */
  readonly topic: string;
  /** Whoever keeps it longer than the call copies it. */
  readonly payload: Uint8Array;
  readonly qos: Qos;
  /** How many sessions keep it; counted by `WaitingTotal`. */
  holders?: number;
}
