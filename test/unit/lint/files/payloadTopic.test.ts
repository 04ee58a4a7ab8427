import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { payloadKind, payloadTopic } from '../../../../src/lint/files/payloadTopic.ts';
import { kindNamed } from '../../../../src/wiotp/catalog.ts';
import { findPayloadKind, genericKinds } from '../../../../src/wiotp/genericKinds.ts';

const request = findPayloadKind('dm.request')!;

describe('payloadTopic', () => {
  for (const [what, file, text, topic] of [
    ['the one that is named', { kind: kindNamed('device.event'), topic: 'iot-2/evt/a/fmt/json' }, '{}', 'iot-2/evt/a/fmt/json'],
    ['none where the topic has free levels', { kind: kindNamed('device.event') }, '{}', undefined],
    ['the only one of a kind', { kind: kindNamed('dm.manage') }, 'no JSON', 'iotdevice-1/mgmt/manage'],
    ['none for a call', { kind: kindNamed('rest.mgmtRequest') }, '{}', undefined],
    ['that of the kind that the shape tells', { kind: request }, '{"d": {"errorCode": 1}}', 'iotdevice-1/add/diag/errorCodes'],
    ['none where the shape cannot be told', { kind: request }, 'no JSON', undefined],
  ] as const) {
    it(`is ${what}`, () => assert.equal(payloadTopic({ type: 'payload', ...file }, text), topic));
  }
});

describe('payloadKind', () => {
  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...genericKinds), fc.oneof(fc.string(), fc.json()), (kind, text) => {
        payloadKind({ type: 'payload', kind }, text);
      }),
    );
  });
});
