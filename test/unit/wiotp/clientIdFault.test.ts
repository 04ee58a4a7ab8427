import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { deviceClientId } from '../../../src/wiotp/clientId.ts';
import { clientIdFault, clientIdRemark } from '../../../src/wiotp/clientIdFault.ts';
import { anyText } from './anyText.ts';

describe('clientIdFault', () => {
  const faults: readonly (readonly [clientId: string, connack: number, closeCode: number, reason: RegExp])[] = [
    ['d:abc123:t/x:i', 2, 166, /must not contain "\/"/],
    ['d:abc123:t:+', 2, 166, /must not contain "\+"/],
    ['d:abc123:t:#', 2, 166, /must not contain "#"/],
    ['d:abc123:t:\u0000', 2, 166, /"d:abc123:t:□" contains a character/],
    ['d:abc123:t:\ud800', 2, 166, /"d:abc123:t:□" contains a character/],
    [`d:abc123:t:${'i'.repeat(246)}`, 2, 166, /257 bytes; 256/],
    [`d:abc123:t:${'ü'.repeat(123)}`, 2, 166, /257 bytes; 256/],
    [`d:abc123:t:${'i'.repeat(245)}`, 5, 180, /245 characters; 36/],
    ['', 5, 180, /is empty/],
    ['mosq-1234', 5, 180, /begins with none of/],
    ['d:thermostat:t-100', 5, 180, /Edge gateway/],
    ['g:quickstart:t:i', 5, 180, /Quickstart has no gateways/],
    ['A:quickstart:app', 5, 180, /Quickstart has no shared applications/],
    ['A:quickstart:app:1', 5, 180, /Quickstart has no shared applications/],
    ['d:abc123:t:a b', 5, 180, /must not contain a space/],
  ];
  for (const [clientId, connack, closeCode, reason] of faults) {
    it(`refuses ${JSON.stringify(clientId.slice(0, 40))} with CONNACK ${connack}`, () => {
      const fault = clientIdFault(clientId);
      assert.deepEqual([fault?.connack, fault?.closeCode], [connack, closeCode]);
      assert.match(fault?.reason ?? '', reason);
      assert.match(fault?.consequence ?? '', new RegExp(`CONNACK ${connack} `));
    });
  }

  it('takes the client ID of every device that can be registered', () => {
    const id = fc.stringMatching(/^[A-Za-z0-9._-]{1,36}$/);
    fc.assert(
      fc.property(id, id, (typeId, deviceId) => assert.equal(clientIdFault(deviceClientId('abc123', typeId, deviceId)), undefined)),
    );
  });

  it('takes or refuses any text in full sentences', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const sentence of Object.values(clientIdFault(text) ?? {})) {
          if (typeof sentence === 'string') assert.match(sentence, /^[A-Z][^]*\.$/);
        }
      }),
    );
  });
});

describe('clientIdRemark', () => {
  it('minds the 23 characters of MQTT 3.1', () => {
    assert.equal(clientIdRemark('d:abc123:sensor:t-10000'), undefined);
    assert.match(clientIdRemark('d:abc123:sensor:t-100000') ?? '', /24 characters. MQTT 3.1 allows 23/);
  });
});
