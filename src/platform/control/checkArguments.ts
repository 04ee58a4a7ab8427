import { longestActionSeconds, mostActionParameters, type ActionRequest } from '../../rpc/device/actionState.ts';
import type { DeviceName, GatewayRole, NewDevice } from '../../rpc/device/deviceState.ts';
import type { ImageWish } from '../../rpc/device/imageState.ts';
import { markerFault } from '../../rpc/log/markerText.ts';
import type { ChangeableAttribute, DeviceCommand } from '../../rpc/platformContract.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import {
  expectBytes,
  expectFlag,
  expectInteger,
  expectList,
  expectOneOf,
  expectShallow,
  expectText,
  malformed,
  membersOf,
  optional,
} from './checks.ts';

/** A request for an action names at most so many devices [D-req]. */
const mostDevices = 5000;

/** The name of a device as it came over the wire. @throws Refusal when it is none. */
export function expectDeviceName(value: unknown): DeviceName {
  const { typeId, deviceId } = membersOf(value);
  return { typeId: expectText('typeId', typeId), deviceId: expectText('deviceId', deviceId) };
}

/** @throws Refusal */
export function expectNewDevice(value: unknown): NewDevice {
  const { classId, role } = membersOf(value);
  return {
    ...expectDeviceName(value),
    ...optional('classId', classId, (name, given) => expectOneOf(name, given, ['Device', 'Gateway'])),
    ...optional('role', role, (_, given) => expectRole(given)),
  };
}

/** @throws Refusal */
export function expectRole(value: unknown): GatewayRole {
  return expectOneOf('role', value, ['privileged', 'standard']);
}

/** A command as it came over the wire. @throws Refusal when it is none. */
export function expectCommand(value: unknown): DeviceCommand {
  const { commandId, format, payload, qos } = membersOf(value);
  return {
    ...expectDeviceName(value),
    commandId: expectText('commandId', commandId),
    format: expectText('format', format),
    payload: expectBytes('payload', payload),
    qos: expectOneOf('qos', qos, [0, 1, 2]),
  };
}

/** @throws Refusal */
export function expectAttribute(value: unknown): ChangeableAttribute {
  return expectOneOf('attribute', value, ['metadata', 'location', 'deviceInfo']);
}

/** @throws Refusal */
export function expectActionRequest(value: unknown): ActionRequest {
  const { action, parameters, devices, timeoutSeconds, override } = membersOf(value);
  return {
    action: expectText('action', action),
    devices: expectList('devices', devices, mostDevices).map(expectDeviceName),
    ...optional('parameters', parameters, (name, given) => expectList(name, given, mostActionParameters).map(expectParameter)),
    ...optional('timeoutSeconds', timeoutSeconds, (name, given) => expectInteger(name, given, longestActionSeconds)),
    ...optional('override', override, expectFlag),
  };
}

/** @throws Refusal; also when somebody elsewhere names a file of this machine. */
export function expectImageWish(value: unknown, isLocal: boolean): ImageWish {
  const { source, name, version, verifier, host, secure } = membersOf(value);
  return {
    source: expectImageSource(source, isLocal),
    name: expectText('name', name),
    version: expectText('version', version),
    verifier: expectVerifier(verifier),
    host: expectText('host', host),
    secure: expectFlag('secure', secure),
  };
}

/** The words of a marker. @throws Refusal for what is none. */
export function expectMarker(value: unknown): string {
  const text = expectText('the marker', value);
  const fault = markerFault(text);
  if (fault === undefined) return text;
  throw new Refusal(fault, { rule: 'a marker is a short line of text', advice: 'Use other words.' });
}

function expectParameter(value: unknown): { name: string; value: unknown } {
  const { name, value: given } = membersOf(value);
  return { name: expectText('the name of a parameter', name), value: expectShallow('the value of a parameter', given) };
}

function expectImageSource(value: unknown, isLocal: boolean): ImageWish['source'] {
  const { path, bytes } = membersOf(value);
  if (path === undefined) return { bytes: expectBytes('source', bytes) };
  if (!isLocal) throw malformed('files of the platform’s machine are for those on it');
  return { path: expectText('path', path) };
}

function expectVerifier(value: unknown): ImageWish['verifier'] {
  if (typeof value === 'string') return expectOneOf('verifier', value, ['sha256', 'md5']);
  return { text: expectText('verifier', membersOf(value)['text']) };
}
