import { deviceOf } from '../../profiles/deviceOf.ts';
import { deviceKey } from '../embeddedPlatform/platformState.ts';
import type { SimulatedDevices } from '../embeddedPlatform/tree/platformTree.ts';
import type { Connections } from './connections.ts';

/** The devices of the embedded platform that are connections of this window now. */
export function simulatedDevices(connections: Connections): SimulatedDevices {
  return {
    onChange: (run) => connections.onChange(run),
    keys: () =>
      new Set(
        connections
          .all()
          .filter(({ profile, session }) => profile.target.kind === 'embedded' && session?.phase === 'connected')
          .flatMap(({ profile }) => deviceOf(profile) ?? [])
          .map(deviceKey),
      ),
  };
}
