import type { QuotaPlan } from '../rpc/platformContract.ts';

/** How a platform behaves where that is a matter of choice. */
export interface PlatformWishes {
  /** Over these rates a connection is slowed; nothing is lost [BLOG-rate]. */
  readonly quota: QuotaPlan;
  /** Accepts in Device Management what real devices send although it is wrong, and reports it. */
  readonly tolerant: boolean;
  /** What becomes of Quickstart messages over one per second [D-mqtt]. */
  readonly quickstartDrops: 'always' | 'sometimes' | 'never';
}

/** What holds unless somebody wishes otherwise. */
export const usualWishes: PlatformWishes = { quota: 'off', tolerant: false, quickstartDrops: 'always' };
