import type { SeenAt } from '../../rpc/log/traffic.ts';
import type { Direction, Qos } from '../../wiotp/message.ts';

/** The small facts of a message that share one column. */
export interface FlaggedFacts {
  readonly at: SeenAt;
  readonly direction: Direction;
  readonly qos: Qos;
  readonly retain: boolean;
  readonly dup: boolean;
  /** It is another delivery of a message that the log has. */
  readonly again: boolean;
}

const platformBit = 1;
const upBit = 2;
const retainBit = 4;
const dupBit = 8;
const qosShift = 4;
const againBit = 64;

export function toFlags(facts: Omit<FlaggedFacts, 'at' | 'again'> & { readonly again?: boolean | undefined }, at: SeenAt): number {
  return (
    (at === 'platform' ? platformBit : 0) |
    (facts.direction === 'up' ? upBit : 0) |
    (facts.retain ? retainBit : 0) |
    (facts.dup ? dupBit : 0) |
    (facts.again === true ? againBit : 0) |
    (facts.qos << qosShift)
  );
}

export function fromFlags(flags: number): FlaggedFacts {
  return {
    at: (flags & platformBit) !== 0 ? 'platform' : 'session',
    direction: (flags & upBit) !== 0 ? 'up' : 'down',
    retain: (flags & retainBit) !== 0,
    dup: (flags & dupBit) !== 0,
    again: (flags & againBit) !== 0,
    qos: ((flags >> qosShift) & 3) as Qos,
  };
}
