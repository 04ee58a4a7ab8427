import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { environmentFor } from '../../../../src/workbench/publish/environment.ts';
import { fillPayload, sizeMeter } from '../../../../src/workbench/publish/outgoing.ts';

const sources = { now: () => 0, uuid: () => 'u', random: () => 0, counter: 7 };

describe('a payload that leaves', () => {
  it('has its variables filled in', () => {
    const { text, isTemplate } = fillPayload({ payload: '{"n":"${counter}","t":"${now}"}' }, sources);
    assert.deepEqual({ text, isTemplate }, { text: '{"n":7,"t":"1970-01-01T00:00:00.000Z"}', isTemplate: true });
  });

  it('is left as it is when it is bytes, whatever they look like', () => {
    const { bytes, text, isTemplate } = fillPayload({ payload: Buffer.from('${now}').toString('base64'), encoding: 'base64' }, sources);
    assert.equal(Buffer.from(bytes).toString(), '${now}');
    assert.equal(text, '${now}');
    assert.equal(isTemplate, false);
  });

  it('has no text when its bytes are no UTF-8', () => {
    assert.equal(fillPayload({ payload: '/w==', encoding: 'base64' }, sources).text, undefined);
  });

  it('may have as many bytes as the platform takes, and not one more', () => {
    assert.equal(fillPayload({ payload: 'x'.repeat(131_072) }, sources).bytes.byteLength, 131_072);
    const tooLong = [{ payload: 'x'.repeat(131_073) }, { payload: 'ä'.repeat(65_537) }, { payload: '${uuid}'.repeat(131_073) }];
    for (const payload of tooLong) {
      assert.throws(
        () => fillPayload(payload, sources),
        (error) => isRefusal(error) && error.code === 287 && /131,07\d bytes; 131,072 are allowed/.test(error.message),
      );
    }
  });

  it('says how much of the room it takes', () => assert.equal(sizeMeter(1234), '1,234 of 131,072 bytes'));
});

describe('the environment of a template', () => {
  const environment = { STATION: '7', SECRET: 's', HOME: '/root' };

  it('holds only what the template asks for and the user allows', () => {
    const template = '${env:STATION} ${env:SECRET} ${now}';
    assert.deepEqual(environmentFor(template, ['STATION', 'HOME'], environment), { STATION: '7' });
  });

  const nothing = [undefined, null, 'STATION', { STATION: true }, [7]];
  for (const allowed of nothing) {
    it(`is empty when the setting is ${JSON.stringify(allowed)}`, () =>
      assert.deepEqual(environmentFor('${env:STATION}', allowed, environment), {}));
  }

  it('names a variable that is allowed and not set', () => {
    assert.throws(
      () => environmentFor('${env:MISSING}', ['MISSING'], environment),
      (error) => isRefusal(error) && error.message.includes('MISSING'),
    );
  });

  it('takes no member that every object has', () => {
    assert.throws(() => environmentFor('${env:MISSING}', ['MISSING'], Object.create(null) as Record<string, string>), isRefusal);
    assert.deepEqual(environmentFor('${env:constructor}', [], environment), {});
  });
});
