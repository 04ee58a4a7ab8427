import { readProfile } from '../../profiles/readProfile.ts';
import { connectionTooltip } from './connectionTooltip.ts';
import { forgetTokenOf, keepTokenOf, tokenOf } from './deviceTokens.ts';
import { secretsOf } from './profileSecrets.ts';
import { resolveHere, whyNowhere } from './resolveHere.ts';
import { secretBinding } from './secretBinding.ts';
import { connectionRows } from './tree/connectionRows.ts';
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
  connectionTooltip,
  connectionRows,
  itemOf,
} as const;

/** What the bundle offers. */
export type ConnectionDetails = typeof connectionDetails;
