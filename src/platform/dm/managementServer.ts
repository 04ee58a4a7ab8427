import type { DeviceName } from '../../rpc/platformContract.ts';
import type { CatalogKind } from '../../wiotp/catalog.ts';
import { parseObject, readEnvelope } from '../../wiotp/envelope.ts';
import { buildTopic, matchTopic } from '../../wiotp/topic.ts';
import type { ManagementPort } from '../clients/intake.ts';
import { jsonPayload } from '../jsonPayload.ts';
import type { Router } from '../routing/router.ts';
import { deviceForm } from '../routing/topicForm.ts';
import type { ManagedDevices } from './managedDevices.ts';
import type { RebootActions } from './rebootActions.ts';

/** Judges a payload by the rules of its kind: the text of the first error, or `undefined` when there is none. */
export type Judge = (kind: CatalogKind, payload: Uint8Array) => string | undefined;

/** The platform's QoS for everything in Device Management [D-mqtt, D-dm]. */
export const managementQos = 1;

/** What the Device Management server works with. */
export interface ManagementSurroundings {
  readonly router: Router;
  readonly judge: Judge;
  readonly managed: ManagedDevices;
  readonly reboots: RebootActions;
}

/** The Device Management server: answers every request of a device that asks for an answer [D-dm]. */
export class ManagementServer implements ManagementPort {
  readonly #surroundings: ManagementSurroundings;

  constructor(surroundings: ManagementSurroundings) {
    this.#surroundings = surroundings;
  }

  open(longTopic: string): (payload: Uint8Array) => void {
    const device = deviceOf(longTopic);
    const kind = matchTopic(longTopic)?.kind;
    if (kind === undefined) {
      const wireTopic = deviceForm(device.typeId, device.deviceId).toWire(longTopic);
      return (payload) => this.#answer(device, payload, 404, `There is no Device Management operation ${wireTopic}.`);
    }
    if (kind.name === 'dm.deviceResponse') return (payload) => this.#surroundings.reboots.answered(device, readEnvelope(payload));
    return (payload) => this.#take(kind, device, payload);
  }

  #take(kind: CatalogKind, device: DeviceName, payload: Uint8Array): void {
    const fault = this.#surroundings.judge(kind, payload);
    if (fault !== undefined) return this.#answer(device, payload, 400, fault);
    if (kind.name === 'dm.manage') this.#manage(device, payload);
    if (kind.name === 'dm.unmanage') this.#surroundings.managed.unmanage(device);
    this.#answer(device, payload, 200);
  }

  #manage(device: DeviceName, payload: Uint8Array): void {
    const { lifetimeSeconds, deviceActions } = readManage(payload);
    this.#surroundings.managed.manage(device, lifetimeSeconds, deviceActions);
    this.#surroundings.reboots.managed(device);
  }

  /** Without a reqId no answer is wanted [D-mqtt, D-dm]. */
  #answer(device: DeviceName, request: Uint8Array, rc: number, message?: string): void {
    const { reqId } = readEnvelope(request);
    if (reqId === undefined) return;
    const { router } = this.#surroundings;
    const lane = router.lane(buildTopic('dm.serverResponse', { ...device }));
    router.route(lane, jsonPayload({ rc, ...(message === undefined ? {} : { message }), reqId }), managementQos);
  }
}

/** The device in `iotdevice-1/type/{typeId}/id/{deviceId}/…`. */
function deviceOf(longTopic: string): DeviceName {
  const [, , typeId = '', , deviceId = ''] = longTopic.split('/', 5);
  return { typeId, deviceId };
}

/** What a Manage request says, as far as it says it well; tolerant of what real devices send [EC, PY, CS]. */
function readManage(payload: Uint8Array): { readonly lifetimeSeconds: number; readonly deviceActions: boolean } {
  const d = memberOf(parseObject(payload), 'd');
  const lifetime = memberOf(d, 'lifetime');
  const claimed = memberOf(memberOf(d, 'supports'), 'deviceActions');
  return { lifetimeSeconds: typeof lifetime === 'number' ? lifetime : 0, deviceActions: claimed === true || claimed === 1 };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
