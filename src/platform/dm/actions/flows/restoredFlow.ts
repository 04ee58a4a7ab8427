import { updateAction } from '../../../../rpc/device/actionState.ts';
import type { KeptAction } from '../keptAction.ts';
import { CustomFlow } from './customFlow.ts';
import { FirmwareFlow } from './firmwareFlow.ts';
import { download, update } from './firmwareStage.ts';
import type { Flow } from './flow.ts';
import { RestartFlow } from './restartFlow.ts';
import { UpdateFlow } from './updateFlow.ts';

/** The flow of an action of an earlier run, as far as it had come. `version`: that of the image, where it is known. */
export function restoredFlow({ action, rc, sent }: KeptAction, version: unknown): Flow {
  switch (action) {
    case 'device/reboot':
      return new RestartFlow('dm.reboot', rc !== undefined);
    case 'device/factoryReset':
      return new RestartFlow('dm.factoryReset', rc !== undefined);
    case 'firmware/download':
    case 'firmware/update': {
      const stage = action === 'firmware/download' ? download : update;
      const asked = (kind: string): boolean => sent.some((request) => request.kind === kind);
      // An observation is cancelled when all is done.
      const done = asked('dm.cancel');
      return new FirmwareFlow(stage, undefined, version, { observing: asked('dm.observe') && !done, asked: asked(stage.request), done });
    }
    default:
      return action.startsWith(updateAction) ? new UpdateFlow({ attribute: 'deviceInfo', value: {} }) : new CustomFlow([]);
  }
}
