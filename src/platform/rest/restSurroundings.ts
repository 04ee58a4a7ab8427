import type { Clock } from '../../rpc/node/clock.ts';
import type { BackOffice } from '../backOffice.ts';
import type { GatewayGroups } from '../access/gatewayGroups.ts';
import type { DeviceFleet } from '../deviceFleet.ts';
import type { Actions } from '../dm/actions/actions.ts';
import type { ExtensionPackages } from '../dm/actions/extensionPackages.ts';
import type { DeviceRecords } from '../dm/records/deviceRecords.ts';
import type { Faults } from '../faults/faults.ts';
import type { Journal } from '../journal.ts';
import type { PlatformWishes } from '../platformWishes.ts';
import type { PublishGate } from '../mqtt/publishGate.ts';
import type { Attempts } from '../clients/attempts.ts';
import type { Intake } from '../clients/intake.ts';
import type { Router } from '../routing/router.ts';
import type { Subscriptions } from '../routing/subscriptions.ts';
import type { Storage } from '../store/storage.ts';

/** What the REST interface works with. */
export interface RestSurroundings {
  readonly storage: Storage;
  readonly fleet: DeviceFleet;
  readonly records: DeviceRecords;
  readonly actions: Actions;
  readonly packages: ExtensionPackages;
  readonly backOffice: BackOffice;
  readonly router: Router;
  readonly subscriptions: Subscriptions;
  readonly intake: Intake;
  readonly groups: GatewayGroups;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly gate: PublishGate;
  readonly attempts: Attempts;
  readonly clock: Clock;
  readonly wishes: PlatformWishes;
  /** Told about defects of ours. */
  readonly failed: (error: unknown) => void;
}
