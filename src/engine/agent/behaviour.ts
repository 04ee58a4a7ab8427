import type { ManagementChoice } from '../../profiles/profile.ts';
import type { AnsweredKind } from '../../replies/answerMode.ts';
import type { DeviceAnswer } from '../../rpc/device/deviceRequest.ts';
import type { DeviceAttributes } from './deviceAttributes.ts';
import { faultyFields, type FieldEntry } from './fieldList.ts';
import type { Firmware } from './firmware/firmware.ts';
import type { IncomingRequest } from './incomingRequest.ts';
import type { Observations } from './observations.ts';

/** A device as far as requests of the platform are about it. */
export interface ActingDevice {
  readonly supports: ManagementChoice['supports'];
  readonly attributes: DeviceAttributes;
  readonly observations: Observations;
  readonly firmware: Firmware;
  /** Goes, and comes back after a while. */
  restart(reason: string): void;
  /** Forgets what it was told since it left the factory. */
  reset(): void;
}

/** How an accepted action goes on. */
export interface Course {
  /** Whether the answer has left, as soon as that is known: who breaks the connection waits for it. */
  readonly answered: Promise<boolean>;
  /** The updateStatus that it is to end with. */
  readonly end: number | undefined;
}

/** What a device does about one kind of request. */
interface Behaviour {
  /** The correct answer. */
  readonly answer: (device: ActingDevice, request: IncomingRequest) => DeviceAnswer;
  /** What an accepted request changes at once, so that the next request finds it changed. */
  readonly before?: (device: ActingDevice, request: IncomingRequest) => void;
  /** What the device does behind its answer. */
  readonly after?: (device: ActingDevice, course: Course) => void | Promise<void>;
}

const notSupported = (what: string): DeviceAnswer => ({ rc: 501, message: `The device does not support ${what}.` });

const deviceAction = ({ supports }: ActingDevice): DeviceAnswer =>
  supports.deviceActions ? { rc: 202 } : notSupported('reboot and factory reset');

/** What a device does about each kind of request when it does it right [D-dm, D-req, D-cus]. */
export const behaviours: Readonly<Record<AnsweredKind, Behaviour>> = {
  'dm.reboot': {
    answer: deviceAction,
    after: (device, { answered }) =>
      restartBehind(answered, () => device.restart('The device restarts because the platform asked for it.')),
  },
  'dm.factoryReset': {
    answer: deviceAction,
    after: (device, { answered }) =>
      restartBehind(answered, () => {
        device.reset();
        device.restart('The device goes back to factory settings and restarts.');
      }),
  },
  'dm.firmwareDownload': {
    answer: ({ supports, firmware }) => firmwareAction(supports.firmwareActions, firmware.noDownload),
    after: ({ firmware }, { end }) => firmware.download(end),
  },
  'dm.firmwareUpdate': {
    answer: ({ supports, firmware }) => firmwareAction(supports.firmwareActions, firmware.noUpdate),
    after: ({ firmware }, { end }) => firmware.update(end),
  },
  'dm.customAction': {
    answer: ({ supports }, { bundleId = '' }) => (supports.bundles.includes(bundleId) ? { rc: 200 } : notSupported('this package')),
  },
  'dm.deviceUpdate': {
    answer: ({ attributes }, { fields }) => updateAnswer(attributes, fields),
    before: ({ attributes }, { fields }) => attributes.change(fields),
  },
  'dm.observe': {
    answer: ({ attributes }, { fields }) => observeAnswer(attributes, fields),
    before: ({ attributes, observations }, { fields }) =>
      observations.begin(fields.map(({ field }) => field).filter((field) => attributes.read(field) !== undefined)),
  },
  'dm.cancel': {
    answer: (_, { fields }) => (fields.length > 0 ? { rc: 200 } : namesNothing(500)),
    before: ({ observations }, { fields }) => observations.end(fields.map(({ field }) => field)),
  },
};

async function restartBehind(answered: Promise<boolean>, restart: () => void): Promise<void> {
  if (await answered) restart();
}

function firmwareAction(supported: boolean, obstacle: string | undefined): DeviceAnswer {
  if (!supported) return notSupported('firmware actions');
  return obstacle === undefined ? { rc: 202 } : { rc: 400, message: obstacle };
}

function updateAnswer(attributes: DeviceAttributes, fields: readonly FieldEntry[]): DeviceAnswer {
  if (fields.length === 0) return namesNothing(400);
  const fault = attributes.faultIn(fields);
  if (fault === undefined) return { rc: 204 };
  if ('unknown' in fault) return { rc: 404, message: 'The device has no such attribute.', d: { ...faultyFields(fault.unknown) } };
  if ('unsuitable' in fault) return { rc: 400, message: firstSentence(fault.unsuitable) };
  return { rc: 500, message: 'The value is more than the device can keep.', d: { ...faultyFields([fault.tooLarge]) } };
}

function observeAnswer(attributes: DeviceAttributes, fields: readonly FieldEntry[]): DeviceAnswer {
  if (fields.length === 0) return namesNothing(500);
  const names = [...new Set(fields.map(({ field }) => field))];
  const missing = names.filter((field) => attributes.read(field) === undefined);
  if (missing.length > 0) return { rc: 404, message: 'The device has no such attribute.', d: { ...faultyFields(missing) } };
  return { rc: 200, d: { fields: names.map((field) => ({ field, value: attributes.read(field) })) } };
}

function namesNothing(rc: number): DeviceAnswer {
  return { rc, message: 'The request names no attribute.' };
}

/** Devices say things in few words: their answers go through small buffers, too. */
function firstSentence(text: string): string {
  const [sentence = ''] = text.split(/(?<=[.])\s/, 1);
  return sentence.length > 200 ? `${sentence.slice(0, 199)}…`.toWellFormed() : sentence;
}
