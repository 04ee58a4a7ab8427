import { quoted } from '../../../lint/wording.ts';
import type { ActionRequest } from '../../../rpc/device/actionState.ts';
import type { JsonObject } from '../../../rpc/device/deviceState.ts';
import { Refusal } from '../../../wiotp/refusal.ts';
import { noFirmware } from '../records/firmware.ts';
import type { ExtensionPackages } from './extensionPackages.ts';
import { CustomFlow } from './flows/customFlow.ts';
import { FirmwareFlow } from './flows/firmwareFlow.ts';
import { download, update } from './flows/firmwareStage.ts';
import type { Flow } from './flows/flow.ts';
import { RestartFlow } from './flows/restartFlow.ts';
import { parameterFields, parametersOf } from './parameters.ts';

/** How an action is carried out on a device. */
export interface ActionPlan {
  /** The member of `supports` without which a device is not asked [D-dm, D-cus]. */
  readonly claim: string;
  /** The free levels of the topics, besides those that name the device. */
  readonly levels: Readonly<Record<string, string>>;
  /** What mgmt.firmware becomes first, when the device has `stored` there. */
  readonly written?: (stored: JsonObject) => JsonObject;
  /** `firmware` is what mgmt.firmware is then. */
  readonly flow: (firmware: JsonObject) => Flow;
}

/** How a request is carried out. @throws Refusal with code 400 when there is no such action or its parameters break a rule. */
export function planOf({ action, parameters = [] }: ActionRequest, packages: ExtensionPackages): ActionPlan {
  switch (action) {
    case 'device/reboot':
      return { claim: 'deviceActions', levels: {}, flow: () => new RestartFlow('dm.reboot') };
    case 'device/factoryReset':
      return { claim: 'deviceActions', levels: {}, flow: () => new RestartFlow('dm.factoryReset') };
    case 'firmware/download':
      return firmwarePlan(download, parameters, () => noFirmware);
    case 'firmware/update':
      return firmwarePlan(update, parameters, (stored) => ({ ...noFirmware, ...stored }));
    default:
      return customPlan(action, parameters, packages);
  }
}

type Parameters = NonNullable<ActionRequest['parameters']>;

function firmwarePlan(stage: typeof download, parameters: Parameters, before: (stored: JsonObject) => JsonObject): ActionPlan {
  const stray = parameters.find(({ name, value }) => !firmwareParameters.includes(name) || typeof value !== 'string');
  if (stray !== undefined) {
    throw badRequest(
      `The parameter ${quoted(stray.name)} is none of a firmware action, or its value is no text.`,
      `Give ${firmwareParameters.join(', ')}.`,
    );
  }
  const given = Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
  const written = (stored: JsonObject): JsonObject => ({ ...before(stored), ...given });
  const writes = parameters.length > 0;
  return {
    claim: 'firmwareActions',
    levels: {},
    ...(writes ? { written } : {}),
    flow: (firmware) => new FirmwareFlow(stage, writes ? firmware : undefined, firmware['version']),
  };
}

/** [D-req] */
const firmwareParameters: readonly string[] = ['uri', 'name', 'verifier', 'version'];

function customPlan(action: string, parameters: Parameters, packages: ExtensionPackages): ActionPlan {
  const [bundleId = '', actionId = ''] = action.split('/', 2);
  const extension = packages.find(bundleId);
  const defined = extension === undefined ? undefined : parametersOf(extension, actionId);
  if (defined === undefined) {
    const missing = extension === undefined ? `There is no package ${bundleId}` : `The package ${bundleId} has no action ${actionId}`;
    throw badRequest(
      `${missing}, and ${quoted(action)} is no action of the platform.`,
      'Upload the package first, or choose another action.',
    );
  }
  const fields = parameterFields(defined, parameters);
  if (typeof fields === 'string') throw badRequest(fields, `Give the parameters as the package ${bundleId} defines them.`);
  return { claim: bundleId, levels: { bundleId, actionId }, flow: () => new CustomFlow(fields) };
}

function badRequest(message: string, advice: string): Refusal {
  return new Refusal(message, { rule: 'an action and its parameters are defined', advice, code: 400 });
}
