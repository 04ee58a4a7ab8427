import { readProfile } from '../../profiles/readProfile.ts';
import { announceDisconnections } from './announceDisconnections.ts';
import { followPublishAgain } from '../publish/publishAgainContext.ts';
import { announceRequests } from './announceRequests.ts';
import { withLost } from './withLost.ts';
import { connectionsSummary } from './connectionsSummary.ts';
import { changedConnections } from './tree/changedConnections.ts';
import { connectionTooltip } from './connectionTooltip.ts';
import { forgetTokenOf, keepTokenOf, tokenOf } from './secrets/deviceTokens.ts';
import { secretsOf } from './secrets/profileSecrets.ts';
import { resolveHere, whyNowhere } from './resolveHere.ts';
import { secretBinding } from './secrets/secretBinding.ts';
import { connectionRows } from './tree/connectionRows.ts';
import { faultItem } from './tree/faultItem.ts';
import { itemOf } from './tree/itemOf.ts';

/**
 * What connections are, where they lead and how they look. The entry of a bundle of its own, which is loaded with the first
 * connection.
 */
export const connectionDetails = {
  readProfile,
  resolveHere,
  whyNowhere,
  secretBinding,
  secretsOf,
  tokenOf,
  keepTokenOf,
  forgetTokenOf,
  announceDisconnections,
  announceRequests,
  followPublishAgain,
  connectionTooltip,
  changedConnections,
  connectionsSummary,
  connectionRows,
  withLost,
  itemOf,
  faultItem,
} as const;

/** What the bundle offers. */
export type ConnectionDetails = typeof connectionDetails;
