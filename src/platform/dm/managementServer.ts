import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { Clock } from '../../rpc/node/clock.ts';
import type { CatalogKind } from '../../wiotp/catalog.ts';
import { parseObject } from '../../wiotp/envelope.ts';
import { maxPayloadBytes } from '../../wiotp/limits.ts';
import { buildTopic, matchTopic } from '../../wiotp/topic.ts';
import type { ManagementPort } from '../clients/intake.ts';
import type { Faults } from '../faults/faults.ts';
import { jsonPayload } from '../jsonPayload.ts';
import type { PlatformWishes } from '../platformWishes.ts';
import type { Registry } from '../registry/registry.ts';
import type { Lane, Router } from '../routing/router.ts';
import { deviceForm } from '../routing/topicForm.ts';
import type { Actions } from './actions/actions.ts';
import type { ExtensionPackages } from './actions/extensionPackages.ts';
import { answerMessage } from './answerMessage.ts';
import { readDeviceAnswer } from './deviceAnswer.ts';
import type { ManagedDevices } from './managedDevices.ts';
import { managementQos } from './managementQos.ts';
import { tooDeep } from './nesting.ts';
import type { DeviceRecords } from './records/deviceRecords.ts';
import { unknownClaim } from './requests/manage.ts';
import { requestTable } from './requests/requestTable.ts';
import { putRight } from './tolerance.ts';

/** Judges a payload by the rules of its kind: the text of the first error, or `undefined` when there is none. */
export type Judge = (kind: CatalogKind, payload: Uint8Array) => string | undefined;

/** What the Device Management server works with. */
export interface ManagementSurroundings {
  readonly router: Router;
  readonly judge: Judge;
  readonly managed: ManagedDevices;
  readonly records: DeviceRecords;
  readonly packages: ExtensionPackages;
  readonly actions: Actions;
  readonly faults: Faults;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly wishes: PlatformWishes;
}

type Payload = Readonly<Record<string, unknown>>;

/** What becomes of a request: a refusal, or what to carry out. */
type Verdict = { readonly rc: 400 | 403 | 404; readonly message: string } | { readonly payload: Payload };

/** One topic of one device, opened. */
interface Desk {
  readonly device: DeviceName;
  /** `undefined` for an operation that does not exist. */
  readonly kind: CatalogKind | undefined;
  readonly longTopic: string;
  /** Where answers go. */
  readonly answers: Lane;
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
    if (kind?.name === 'dm.deviceResponse') return (payload) => this.#answered(device, payload);
    const answers = this.#surroundings.router.lane(buildTopic('dm.serverResponse', { ...device }));
    return (payload) => this.#take({ device, kind, longTopic, answers }, payload);
  }

  #answered(device: DeviceName, payload: Uint8Array): void {
    const { actions, managed, registry, wishes } = this.#surroundings;
    if (!registry.has(device)) return;
    managed.active(device);
    actions.answered(device, readDeviceAnswer(payload, wishes.tolerant));
  }

  #take(desk: Desk, bytes: Uint8Array): void {
    const { device, kind } = desk;
    const payload = parseObject(bytes);
    const verdict = this.#judge(desk, payload, bytes);
    const reqId = ('rc' in verdict ? payload : verdict.payload)?.['reqId'];
    const answer = (rc: number, message?: string): void => this.#answer(desk, reqId, rc, message);
    if ('rc' in verdict) {
      this.#surroundings.faults.answer(device, verdict.rc, (rc, note) =>
        answer(rc, note ?? (rc === verdict.rc ? verdict.message : undefined)),
      );
      return;
    }
    const carriedOut = this.#settle(desk, verdict.payload, answer);
    // What comes of a request follows its answer.
    if (carriedOut) this.#tellActions(kind, device, verdict.payload);
  }

  /** Carries a request out before it is answered, unless a fault refuses it. An answer that is held back makes no difference. */
  #settle({ device, kind }: Desk, payload: Payload, answer: (rc: number, message?: string) => void): boolean {
    let carriedOut: boolean | undefined;
    const decide = (rc: number): boolean => {
      if (carriedOut !== undefined) return carriedOut;
      carriedOut = rc < 400;
      if (carriedOut && kind !== undefined) this.#carryOut(kind, device, payload);
      return carriedOut;
    };
    this.#surroundings.faults.answer(device, 200, (rc, note) => {
      decide(rc);
      answer(rc, note);
    });
    return decide(200);
  }

  #judge({ device, kind, longTopic }: Desk, payload: Payload | undefined, bytes: Uint8Array): Verdict {
    const { registry, packages } = this.#surroundings;
    if (!registry.has(device))
      return { rc: 404, message: answerMessage(`The device ${device.typeId} ${device.deviceId} is not registered.`) };
    if (kind === undefined) {
      const wireTopic = deviceForm(device.typeId, device.deviceId).toWire(longTopic);
      return { rc: 404, message: answerMessage(`There is no Device Management operation ${wireTopic}.`) };
    }
    if (payload === undefined) return { rc: 400, message: 'The payload is no JSON object.' };
    if (tooDeep(payload)) return { rc: 400, message: 'The payload is nested too deep to be stored.' };
    const verdict = this.#judgeContent(kind, payload, bytes);
    if ('rc' in verdict || kind.name !== 'dm.manage') return verdict;
    const claim = unknownClaim(verdict.payload, (bundleId) => packages.find(bundleId) !== undefined);
    if (claim === undefined) return verdict;
    return { rc: 403, message: answerMessage(`supports claims ${claim}, and no such package was uploaded.`) };
  }

  #judgeContent(kind: CatalogKind, payload: Payload, bytes: Uint8Array): Verdict {
    const { judge, wishes, clock } = this.#surroundings;
    const fault = judge(kind, bytes);
    if (fault === undefined) return { payload };
    const lenient = wishes.tolerant ? putRight(payload, kind, new Date(clock.now()).toISOString()) : undefined;
    return lenient === undefined ? { rc: 400, message: fault } : { payload: lenient };
  }

  #carryOut(kind: CatalogKind, device: DeviceName, payload: Payload): void {
    const { records, managed, clock } = this.#surroundings;
    const now = new Date(clock.now()).toISOString();
    requestTable[kind.name]?.({ device, payload, now }, { records, managed });
    managed.active(device);
  }

  #tellActions(kind: CatalogKind | undefined, device: DeviceName, payload: Payload): void {
    const { actions } = this.#surroundings;
    if (kind?.name === 'dm.manage') actions.managed(device, payload);
    if (kind?.name === 'dm.notify') actions.notified(device, payload);
  }

  /** Without a reqId no answer is wanted [D-mqtt, D-dm]. */
  #answer({ answers }: Desk, reqId: unknown, rc: number, message: string | undefined): void {
    if (typeof reqId !== 'string' || reqId === '') return;
    const answer = jsonPayload({ rc, ...(message === undefined ? {} : { message }), reqId });
    // A reqId can be so long that nothing that repeats it is allowed.
    if (answer.length <= maxPayloadBytes) this.#surroundings.router.route(answers, answer, managementQos);
  }
}

/** The device in `iotdevice-1/type/{typeId}/id/{deviceId}/…`. */
function deviceOf(longTopic: string): DeviceName {
  const [, , typeId = '', , deviceId = ''] = longTopic.split('/', 5);
  return { typeId, deviceId };
}
