import type { AnswerModes } from '../../../replies/answerMode.ts';
import type { ManagedState, PendingRequest, PublishJob, SubscriptionState, UndeliveredMessage } from '../../../rpc/session/sessionState.ts';
import type { SharedFault } from '../sharedProfiles.ts';

/** What stands in the *Connections* tree; commands get these as arguments. `id` is the connection profile's; of a fault its file's. */
export type ConnectionNode =
  | { readonly node: 'connection'; readonly id: string }
  | { readonly node: 'fault'; readonly id: string; readonly fault: SharedFault }
  | { readonly node: 'request'; readonly id: string; readonly request: PendingRequest }
  | { readonly node: 'job'; readonly id: string; readonly job: PublishJob }
  | { readonly node: 'waiting'; readonly id: string; readonly count: number }
  | { readonly node: 'undelivered'; readonly id: string; readonly messages: readonly UndeliveredMessage[] }
  | { readonly node: 'undeliveredMessage'; readonly id: string; readonly at: number; readonly message: UndeliveredMessage }
  | {
      readonly node: 'management';
      readonly id: string;
      readonly state: ManagedState;
      readonly modes: AnswerModes;
      /** Whether the connection is open. */
      readonly live: boolean;
    }
  | { readonly node: 'subscriptions'; readonly id: string }
  | { readonly node: 'subscription'; readonly id: string; readonly subscription: SubscriptionState };

/** The node of one sort. */
export type NodeOf<K extends ConnectionNode['node']> = Extract<ConnectionNode, { node: K }>;
