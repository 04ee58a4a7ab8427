import { randomUUID } from 'node:crypto';
import { member } from '../../../lint/json.ts';
import { updateAction, type ActionReport, type ActionRequest, type ActionState } from '../../../rpc/device/actionState.ts';
import type { DeviceName, JsonObject } from '../../../rpc/device/deviceState.ts';
import type { Clock } from '../../../rpc/node/clock.ts';
import { mostOf } from '../../../wiotp/limitTable.ts';
import { answerTimeoutMs } from '../../../wiotp/limits.ts';
import { Refusal } from '../../../wiotp/refusal.ts';
import type { ClientDirectory } from '../../clients/clientDirectory.ts';
import { deviceKey } from '../../deviceKey.ts';
import type { ImageServer } from '../../images/imageServer.ts';
import type { DeviceProblems } from '../../problems/deviceProblems.ts';
import type { Registry } from '../../registry/registry.ts';
import type { Router } from '../../routing/router.ts';
import type { ActionStore } from '../../store/storage.ts';
import type { DeviceAnswer } from '../deviceAnswer.ts';
import type { ManagedDevices } from '../managedDevices.ts';
import type { DeviceRecords } from '../records/deviceRecords.ts';
import { firmwareReport } from '../requests/firmwareReport.ts';
import { ActionBook } from './actionBook.ts';
import { ActionNews } from './actionNews.ts';
import { checkRequest } from './checkRequest.ts';
import { DeviceAction, type ActionSurroundings } from './deviceAction.ts';
import { Dispatch } from './dispatch.ts';
import type { ExtensionPackages } from './extensionPackages.ts';
import { restoredFlow } from './flows/restoredFlow.ts';
import { keptId, type KeptAction } from './keptAction.ts';
import { UpdateFlow, type AttributeChange } from './flows/updateFlow.ts';
import { planOf, type ActionPlan } from './plan.ts';

/** What actions work with. */
export interface ActionsSurroundings {
  readonly registry: Registry;
  readonly directory: ClientDirectory;
  readonly router: Router;
  readonly managed: ManagedDevices;
  readonly records: DeviceRecords;
  readonly packages: ExtensionPackages;
  readonly images: ImageServer;
  readonly problems: DeviceProblems;
  readonly store: ActionStore;
  readonly clock: Clock;
  /** Called for a device whose action changed, a few times a second at most. */
  readonly changed: (device: DeviceName) => void;
}

const mostRequests = mostOf('requestsInFlight', 'standard');

/** Device Management actions on devices, from the request to the end [D-req, D-cus]. */
export class Actions {
  readonly #surroundings: ActionsSurroundings;
  readonly #book: ActionBook;
  readonly #dispatch: Dispatch;
  readonly #news: ActionNews;

  constructor(surroundings: ActionsSurroundings) {
    this.#surroundings = surroundings;
    const { registry, router, directory, store, clock, changed } = surroundings;
    this.#book = new ActionBook((action) => store.remove(keptId(action.traits)));
    this.#dispatch = new Dispatch(registry.org, router, directory);
    this.#news = new ActionNews(clock, changed);
  }

  /** Takes what an earlier run left. What was under way has timed out; an answer that still comes belongs to it. */
  restore(): void {
    const { store, registry } = this.#surroundings;
    const kept = [...store.load()].map(({ action }) => JSON.parse(action) as KeptAction);
    for (const each of kept.toSorted((one, other) => one.started - other.started)) {
      if (registry.has(each.device)) this.#restoreOne(each);
      else store.remove(keptId(each));
    }
    this.#book.prune();
  }

  /**
   * Starts an action on each of the devices and gives the ID of the request. A device that is not managed or does not
   * support the action is not asked: there it has failed at once.
   * @throws Refusal with the HTTP status as code when it cannot be done: 400 for a request that breaks a rule, 404 for a
   * device that is not registered, 409 while a firmware action is under way and `override` is not set, or too many requests are.
   */
  start(request: ActionRequest): string {
    const timeoutMs = checkRequest(request);
    const plan = planOf(request, this.#surroundings.packages);
    const devices = [
      ...new Map(request.devices.map(({ typeId, deviceId }) => [deviceKey({ typeId, deviceId }), { typeId, deviceId }])).values(),
    ];
    for (const device of devices) this.#expectRegistered(device);
    if (this.#book.requestsInFlight >= mostRequests) {
      throw refused(`${mostRequests} requests are under way already.`, 'Wait until one has ended, or cancel one.', 409);
    }
    if (plan.claim === 'firmwareActions') this.#clearWay(devices, request.override === true);
    const requestId = randomUUID();
    for (const device of devices) this.#startOn(device, plan, { requestId, action: request.action, timeoutMs });
    this.#book.prune();
    return requestId;
  }

  /**
   * Tells a managed device that an attribute was changed: an action of its own, which has failed when nobody can hear it.
   * @returns whether the device is connected and was told.
   */
  tell({ device, attribute, value }: AttributeChange): boolean {
    const traits = { requestId: randomUUID(), action: `${updateAction}${attribute}`, device, timeoutMs: answerTimeoutMs, levels: {} };
    const surroundings = { ...this.#actionSurroundings(), progress: () => undefined };
    const action = new DeviceAction(traits, new UpdateFlow({ attribute, value }), surroundings);
    this.#take(action);
    action.begin();
    this.#book.prune();
    return action.reach === 'online';
  }

  /** Cancels what has not ended yet. @throws Refusal with code 404 when there is no such request. */
  cancel(requestId: string): void {
    const actions = this.#book.ofRequest(requestId);
    if (actions === undefined) throw refused(`There is no request ${requestId}.`, 'It may have ended long ago.', 404);
    for (const action of actions) action.cancel('The request was cancelled.');
  }

  /** The latest action of a device. */
  latest(device: DeviceName): ActionState | undefined {
    return this.#book.of(device)[0]?.state;
  }

  /** The actions of a device, the latest first. */
  of(device: DeviceName): readonly ActionReport[] {
    return this.#book.of(device).map(({ report }) => report);
  }

  /** All actions, the latest first. */
  all(): readonly ActionReport[] {
    return this.#book.all().map(({ report }) => report);
  }

  /** The device answered a request of the platform. What belongs to no request is left alone; its problems are told elsewhere. */
  answered(device: DeviceName, answer: DeviceAnswer): void {
    const actions = this.#book.of(device);
    if (answer.unreadable !== undefined || answer.reqId === undefined) {
      const what = answer.unreadable ?? 'An answer has no reqId, so it belongs to no request.';
      for (const action of actions) if (action.running) action.heard(what);
    }
    const action = actions.find((candidate) => candidate.answered(answer));
    if (action === undefined || answer.payload === undefined) return;
    const firmware = firmwareReport(answer.payload);
    if (Object.keys(firmware).length > 0) this.#surroundings.managed.setFirmware(device, firmware);
  }

  /** The device sent a Manage request, which was answered. */
  managed(device: DeviceName, payload: JsonObject): void {
    const fwVersion = member(member(member(payload, 'd'), 'deviceInfo'), 'fwVersion');
    for (const action of this.#book.of(device)) action.managed(typeof fwVersion === 'string' ? fwVersion : undefined);
  }

  /** The device reported attributes. */
  notified(device: DeviceName, payload: JsonObject): void {
    const firmware = firmwareReport(payload);
    if (Object.keys(firmware).length === 0) return;
    for (const action of this.#book.of(device)) action.notified(firmware);
  }

  forget(device: DeviceName): void {
    this.#book.forget(device);
  }

  dispose(): void {
    for (const action of this.#book.all()) action.dispose();
    this.#news.dispose();
  }

  #startOn(
    device: DeviceName,
    plan: ActionPlan,
    traits: { readonly requestId: string; readonly action: string; readonly timeoutMs: number },
  ): void {
    const { managed, records, images } = this.#surroundings;
    const stored = records.of(device).mgmt?.firmware ?? {};
    const wished = plan.written?.(stored) ?? stored;
    const uri = plan.claim === 'firmwareActions' && typeof wished['uri'] === 'string' ? wished['uri'] : '';
    const verifier = uri === '' || plan.written === undefined ? undefined : images.wrongVerifier(uri, device);
    const image = verifier === undefined ? wished : { ...wished, verifier };
    const action = new DeviceAction({ ...traits, device, levels: plan.levels }, plan.flow(image), {
      ...this.#actionSurroundings(),
      progress: () => (uri === '' ? undefined : images.progress(uri)),
    });
    this.#take(action);
    if (!managed.has(device)) return action.fail('The device is not managed: it has to send a Manage request first.');
    if (!managed.supports(device, plan.claim)) {
      return action.fail(`The device does not claim to support ${plan.claim}: supports of its last Manage request lacks it.`);
    }
    if (plan.written !== undefined) {
      managed.setFirmware(device, image);
      images.expect(uri, device);
    }
    action.begin();
  }

  /** Puts a new action in the place of older ones of its sort. */
  #take(action: DeviceAction): void {
    this.#keep(action);
    for (const older of this.#book.of(action.traits.device))
      if (older.traits.action === action.traits.action || isFirmware(older, action)) older.giveUp();
    this.#book.add(action);
  }

  #restoreOne(kept: KeptAction): void {
    const { requestId, action: name, device, timeoutMs } = kept;
    const version = this.#surroundings.records.of(device).mgmt?.firmware?.['version'];
    const traits = { requestId, action: name, device, timeoutMs, levels: {} };
    const action = new DeviceAction(
      traits,
      restoredFlow(kept, version),
      { ...this.#actionSurroundings(), progress: () => undefined },
      kept,
    );
    action.resume();
    this.#book.add(action);
  }

  #actionSurroundings(): Omit<ActionSurroundings, 'progress'> {
    const { clock, managed, problems } = this.#surroundings;
    return {
      dispatch: this.#dispatch,
      clock,
      isManaged: (device) => managed.has(device),
      problemsSince: (device, time) => problems.since(device, time),
      overdue: (device, reqIds) => problems.overdue(device, reqIds),
      changed: (action) => {
        this.#keep(action);
        this.#news.tell(action);
      },
    };
  }

  #keep({ traits, kept }: DeviceAction): void {
    this.#surroundings.store.save(keptId(traits), JSON.stringify(kept));
  }

  /** One firmware action at a time on a device [D-req]. */
  #clearWay(devices: readonly DeviceName[], override: boolean): void {
    const busy = devices.flatMap((device) =>
      this.#book.of(device).filter(({ running, traits }) => running && traits.action.startsWith(firmware)),
    );
    const [first] = busy;
    if (first !== undefined && !override) {
      const { device, action } = first.traits;
      throw refused(
        `The action ${action} is under way on ${device.typeId} ${device.deviceId}.`,
        'Wait for its end, cancel it, or set override.',
        409,
      );
    }
    for (const action of busy) action.cancel('A newer firmware action overrides this one.');
  }

  #expectRegistered(device: DeviceName): void {
    if (this.#surroundings.registry.has(device)) return;
    throw refused(`The device ${device.typeId} ${device.deviceId} is not registered.`, 'Register the device first.', 404);
  }
}

const firmware = 'firmware/';

function isFirmware(...actions: readonly DeviceAction[]): boolean {
  return actions.every(({ traits }) => traits.action.startsWith(firmware));
}

function refused(message: string, advice: string, code: number): Refusal {
  return new Refusal(message, { rule: 'requests go to registered devices, one firmware action at a time', advice, code });
}
