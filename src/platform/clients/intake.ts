import type { Qos } from '../../wiotp/message.ts';
import type { Lane, Router } from '../routing/router.ts';

/** Takes Device Management messages of devices. */
export interface ManagementPort {
  /** What takes the payloads that arrive on a topic, in the long form, below `iotdevice-1/`. */
  open(longTopic: string): (payload: Uint8Array) => void;
}

/** Where messages on one topic go: to whoever subscribed to it, or to Device Management. */
export type Inlet = { readonly lane: Lane } | { readonly manage: (payload: Uint8Array) => void };

/** The way into the platform for everything that is published. */
export class Intake {
  readonly #router: Router;
  readonly #management: ManagementPort;

  constructor(router: Router, management: ManagementPort) {
    this.#router = router;
    this.#management = management;
  }

  /** The inlet for a topic in the long form. It may be kept and used again. */
  inlet(longTopic: string): Inlet {
    if (longTopic.startsWith('iotdevice-1/')) return { manage: this.#management.open(longTopic) };
    return { lane: this.#router.lane(longTopic) };
  }

  /** Takes one message. With QoS 1 or 2 the payload must be the caller’s own copy. */
  take(inlet: Inlet, payload: Uint8Array, qos: Qos): void {
    if ('manage' in inlet) inlet.manage(payload);
    else this.#router.route(inlet.lane, payload, qos);
  }
}
