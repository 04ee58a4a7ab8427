import { isObject, member } from '../../../lint/json.ts';
import type { KindName } from '../../../wiotp/catalog.ts';
import { attributesOf, isOfFirmware } from '../attributes.ts';
import { succeeded, type Answer, type Request } from '../exchange.ts';
import { none, type Findings } from '../finding.ts';
import type { RuleFamily } from '../ruleFamily.ts';
import { firmwareReports, type FirmwareReport } from './firmwareReport.ts';
import { ends, isFailure, orderFault, type FirmwareActionType, type FirmwareState } from './firmwareOrder.ts';

/** Firmware download and update: which requests a device must refuse, and in which order it reports [D-req]. */
export class FirmwareRules implements RuleFamily {
  readonly #devices = new Map<string, FirmwareState>();
  /** Whether the platform observes the firmware of a device. */
  readonly #observes: (device: string) => boolean;

  constructor(observes: (device: string) => boolean) {
    this.#observes = observes;
  }

  platformRequest(request: Request): Findings {
    const { kind, device } = request;
    if (kind.name === 'dm.deviceUpdate') return this.#written(request);
    // What is not observed changes unseen.
    if (kind.name === 'dm.cancel' && isOfFirmware(request.event.payload)) return this.#forgetState(device);
    const type = actionOf(request);
    if (type !== undefined) this.#set(device, { action: { type, stateThen: this.#stateOf(device).state } });
    return none;
  }

  deviceAnswer(answer: Answer): Findings {
    const { device, kind } = answer.request;
    if (kind.name === 'dm.factoryReset' && succeeded(answer)) return this.#forgetState(device);
    const type = actionOf(answer.request);
    if (type === undefined) return none;
    const before = this.#stateOf(device);
    if (!succeeded(answer)) return this.#set(device, { action: undefined });
    // A device that accepts says which state it is in; it may have reported the next one before its answer.
    this.#set(device, { state: before.state ?? stateFor[type] });
    return answer.rc === undefined ? none : refusalDue(answer, type, before);
  }

  deviceRequest({ kind, device, event }: Request): Findings {
    // A device that manages has restarted, most likely: what it had not finished to download is gone.
    if (kind.name === 'dm.manage') return this.#forgetState(device);
    if (kind.name !== 'dm.notify') return none;
    return firmwareReports(event).flatMap((report): Findings => {
      const before = this.#stateOf(device);
      const fault = orderFault(before, report);
      this.#set(device, after(before, report));
      // That nobody waits for the notification at all is said already.
      if (fault === undefined || !this.#observes(device)) return none;
      return [{ ...fault, place: { event: event.id, part: report.path } }];
    });
  }

  /** The platform wrote attributes of the device. */
  #written(request: Request): Findings {
    for (const { name, value } of attributesOf(request.event.payload)) {
      if (name !== 'mgmt.firmware' || !isObject(value)) continue;
      const { state } = this.#stateOf(request.device);
      const uri = member(value, 'uri') ?? member(value, 'url');
      const told = member(value, 'state');
      // The platform echoes the copy it has stored, which need not be the newest.
      this.#set(request.device, { written: { request, uri }, state: told === undefined || told === state ? state : undefined });
    }
    return none;
  }

  /** Nobody knows any more which state a device is in; an action that goes on goes on. */
  #forgetState(device: string): Findings {
    const known = this.#devices.get(device);
    if (known === undefined) return none;
    const { action } = known;
    return this.#set(device, { state: undefined, ...(action === undefined ? {} : { action: { ...action, stateThen: undefined } }) });
  }

  #stateOf(device: string): FirmwareState {
    return this.#devices.get(device) ?? {};
  }

  #set(device: string, change: FirmwareState): Findings {
    this.#devices.set(device, { ...this.#stateOf(device), ...change });
    return none;
  }
}

const actions: Readonly<Partial<Record<KindName, FirmwareActionType>>> = {
  'dm.firmwareDownload': 'download',
  'dm.firmwareUpdate': 'update',
};

/** The state that an action needs [D-req]. */
const stateFor = { download: 0, update: 2 } as const;

function actionOf({ kind }: Request): FirmwareActionType | undefined {
  return actions[kind.name];
}

/** Why an action that was accepted had to be refused. */
function refusalDue(answer: Answer, type: FirmwareActionType, { action, written }: FirmwareState): Findings {
  const state = action?.stateThen;
  if (state !== undefined && state !== stateFor[type]) {
    const why = type === 'download' ? `its state is ${state}, not 0 (idle)` : `no image is downloaded (state ${state}, not 2)`;
    return [accepted(answer, why)];
  }
  if (type === 'update' || written === undefined || hasAddress(written.uri)) return none;
  return [accepted(answer, 'the platform gave no address of an image (uri)', written.request)];
}

/** What a report changes. An action ends when its last state is reported. */
function after({ action }: FirmwareState, report: FirmwareReport): FirmwareState {
  const told = stateTold(action?.type, report);
  if (action === undefined) return told;
  const { updateStatus } = report;
  const over = ends(action, report) ? { action: undefined, over: action.type } : undefined;
  const failed = isFailure(updateStatus);
  const goesOn = {
    action: { ...action, begun: action.begun === true || updateStatus === 1, ...(failed ? { failure: updateStatus } : {}) },
  };
  return { ...told, ...(over ?? goesOn) };
}

/** Some libraries send state 0 beside every updateStatus [PY]: beside one that is no success it says nothing of the image. */
function stateTold(type: FirmwareActionType | undefined, { state, updateStatus }: FirmwareReport): FirmwareState {
  if (state === undefined || (state === 0 && updateStatus === 1)) return {};
  return type === 'update' && state === 0 && isFailure(updateStatus) ? { state: undefined } : { state };
}

function accepted({ event, request }: Answer, why: string, written?: Request) {
  return {
    rule: 'conversation/firmware-accepted',
    message: `The device accepts this ${request.kind.title} although ${why}. The platform waits for an end that cannot come. Answer rc 400.`,
    place: { event: event.id, part: ['rc'] },
    related: [
      { message: 'The request', place: { event: request.event.id, part: 'event' } },
      ...(written === undefined
        ? []
        : [{ message: 'What the platform wrote', place: { event: written.event.id, part: 'event' as const } }]),
    ],
  } as const;
}

/** An address that cannot be read, a variable for example, counts as one. */
function hasAddress(uri: unknown): boolean {
  return uri !== undefined && uri !== '';
}
