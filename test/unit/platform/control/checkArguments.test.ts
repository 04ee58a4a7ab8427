import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  expectActionRequest,
  expectAttribute,
  expectCommand,
  expectDeviceName,
  expectImageWish,
  expectNewDevice,
  expectRole,
} from '../../../../src/platform/control/checkArguments.ts';
import { expectFault, expectScope } from '../../../../src/platform/control/checkFault.ts';
import { longestActionSeconds, mostActionParameters } from '../../../../src/rpc/device/actionState.ts';
import { faultLimits } from '../../../../src/rpc/device/faultState.ts';
import { expectInteger, expectJsonObject, expectNumber } from '../../../../src/platform/control/checks.ts';

const name = { typeId: 'pump', deviceId: 'p-1' };
const image = { source: { path: '/firmware.bin' }, name: 'fw', version: '2', verifier: 'sha256', host: '127.0.0.1', secure: false };

function nested(levels: number): object {
  let value: object = {};
  for (let level = 0; level < levels; level++) value = [value];
  return { value };
}

const checkers: Readonly<Record<string, (value: unknown) => unknown>> = {
  name: expectDeviceName,
  device: expectNewDevice,
  role: expectRole,
  command: expectCommand,
  attribute: expectAttribute,
  action: expectActionRequest,
  image: (value) => expectImageWish(value, true),
  remoteImage: (value) => expectImageWish(value, false),
  scope: expectScope,
  fault: expectFault,
  object: (value) => expectJsonObject('value', value),
  seconds: (value) => expectNumber('seconds', value, 3600),
  port: (value) => expectInteger('port', value, 65_535),
};

const right: readonly [checker: keyof typeof checkers, value: unknown, read?: unknown][] = [
  ['name', { ...name, more: 1 }, name],
  ['device', { ...name, classId: 'Gateway', role: 'standard' }],
  ['device', { ...name, classId: null }, name],
  ['command', { ...name, commandId: 'c', format: 'json', payload: new Uint8Array(1), qos: 2 }],
  ['action', { action: 'device/reboot', devices: [name] }],
  ['action', { action: 'b/a', devices: [name], parameters: [{ name: 'p', value: { deep: [1] } }], timeoutSeconds: 5, override: true }],
  ['image', image],
  ['image', { ...image, source: { bytes: new Uint8Array(3) }, verifier: { text: 'own' } }],
  ['remoteImage', { ...image, source: { bytes: new Uint8Array(3) } }],
  ['scope', 'all'],
  ['scope', name],
  ['fault', { fault: 'drop' }],
  ['fault', { fault: 'refuseNext', code: 5 }],
  ['fault', { fault: 'away', seconds: 1.5 }],
  ['fault', { fault: 'away', seconds: faultLimits.awaySeconds }],
  ['fault', { fault: 'answers', answers: { kind: 'delay', ms: 100 } }],
  ['fault', { fault: 'answers', answers: { kind: 'rc', rc: 409 } }],
  ['fault', { fault: 'answers', answers: { kind: 'silent', ms: 5 } }, { fault: 'answers', answers: { kind: 'silent' } }],
  ['fault', { fault: 'image', image: { kind: 'cut', percent: 50 } }],
  ['fault', { fault: 'image', image: { kind: 'slow', bytesPerSecond: 1000 } }],
  ['fault', { fault: 'image', image: { kind: 'oversize' } }],
  ['object', nested(400)],
];

for (const [checker, value, read = value] of right) {
  test(`${checker} ${short(value)} is taken`, () => assert.deepEqual(checkers[checker]?.(value), read));
}

const wrong: readonly [checker: keyof typeof checkers, value: unknown, message: RegExp][] = [
  ['name', undefined, /typeId is no text/],
  ['name', { typeId: 't' }, /deviceId is no text/],
  ['device', { ...name, classId: 'Thing' }, /classId is none of Device, Gateway/],
  ['device', { ...name, role: 1 }, /role is none of/],
  ['command', { ...name, commandId: 'c', format: 'f', payload: 'p', qos: 0 }, /payload is not bytes/],
  ['attribute', 'constructor', /attribute is none of/],
  ['action', { action: 'a', devices: {} }, /devices is no list/],
  ['action', { action: 'a', devices: Array.from({ length: 5001 }, () => name) }, /more than 5000 entries/],
  ['action', { action: 'a', devices: [name], parameters: [{ value: 1 }] }, /the name of a parameter is no text/],
  ['action', { action: 'a', devices: [name], parameters: [{ name: 'p', value: nested(1000) }] }, /nested more than 500 levels/],
  ['action', { action: 'a', devices: [name], timeoutSeconds: -1 }, /timeoutSeconds is no number/],
  ['action', { action: 'a', devices: [name], timeoutSeconds: longestActionSeconds + 1 }, /timeoutSeconds is no number/],
  [
    'action',
    { action: 'a', devices: [name], parameters: Array.from({ length: mostActionParameters + 1 }, () => ({ name: 'p', value: 1 })) },
    /more than 100 entries/,
  ],
  ['action', { action: 'a', devices: [name], timeoutSeconds: 1.5 }, /no whole number/],
  ['image', { ...image, source: {} }, /source is not bytes/],
  ['image', { ...image, verifier: 'crc' }, /verifier is none of/],
  ['image', { ...image, verifier: {} }, /verifier is no text/],
  ['remoteImage', image, /for those on it/],
  ['scope', 'some', /typeId is no text/],
  ['fault', { fault: 'explode' }, /fault is none of/],
  ['fault', { fault: 'refuseNext', code: 6 }, /code is none of/],
  ['fault', { fault: 'away', seconds: Infinity }, /seconds is no number from 0 to 86400/],
  ['fault', { fault: 'answers' }, /kind is none of/],
  ['fault', { fault: 'answers', answers: { kind: 'delay' } }, /ms is no number/],
  ['fault', { fault: 'image', image: { kind: 'cut', percent: 100 } }, /percent is no number from 0 to 99/],
  ['object', [], /value is no object/],
  ['object', nested(10_000), /nested more than 500 levels/],
  ['seconds', NaN, /no number/],
  ['port', 65_536, /no number from 0 to 65535/],
];

for (const [checker, value, message] of wrong) {
  test(`${checker} ${short(value)} is refused`, () => assert.throws(() => checkers[checker]?.(value), { name: 'Refusal', message }));
}

test('anything else is taken or refused, and nothing is a defect', () => {
  const member = fc.constantFrom(
    'typeId',
    'deviceId',
    'action',
    'devices',
    'parameters',
    'fault',
    'answers',
    'image',
    'source',
    '__proto__',
  );
  const anything = fc.oneof(fc.anything(), fc.dictionary(member, fc.anything()));
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(checkers)), anything, (check, value) => {
      try {
        check(value);
      } catch (error) {
        assert.equal((error as Error).name, 'Refusal');
      }
    }),
  );
});

function short(value: unknown): string {
  try {
    return (JSON.stringify(value) ?? String(value)).slice(0, 70);
  } catch {
    return 'of great depth';
  }
}
