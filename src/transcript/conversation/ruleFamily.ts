import type { ConnectionEvent, MessageEvent } from './event.ts';
import type { Answer, Request } from './exchange.ts';
import type { Findings } from './finding.ts';

/** Rules that share what they remember. Each method is told one sort of event and says what is wrong with it. */
export interface RuleFamily {
  connection?(event: ConnectionEvent): Findings;
  message?(event: MessageEvent): Findings;
  deviceRequest?(request: Request): Findings;
  platformRequest?(request: Request): Findings;
  /** The device answered a request of the platform. */
  deviceAnswer?(answer: Answer): Findings;
  /** The platform answered a request of the device. */
  platformAnswer?(answer: Answer): Findings;
  /** Nothing more will happen. */
  end?(): Findings;
}
