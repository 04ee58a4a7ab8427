import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { intervalText, rateText, readCount, readInterval } from '../../../../src/workbench/publish/pace.ts';
import type { Publisher } from '../../../../src/workbench/publish/publisher.ts';
import { rateMeter } from '../../../../src/workbench/publish/rateMeter.ts';

function publisher(sender: Publisher['sender'], limits?: Publisher['limits']): Publisher {
  return {
    sender,
    user: sender,
    isPlatform: true,
    isQuickstart: limits === 'quickstart',
    isWaiting: false,
    ...(limits === undefined ? {} : { limits }),
  };
}

describe('the rate of a job', () => {
  const rows = [
    ['device', undefined, 1000, 100, []],
    ['device', undefined, 200, 100, []],
    ['device', undefined, 199, 100, ['Lite']],
    ['device', undefined, 100, 100, ['Lite']],
    ['device', undefined, 99, 100, ['Lite', 'Standard']],
    // The bytes count as well.
    ['device', undefined, 1000, 20 * 1024, []],
    ['device', undefined, 1000, 20 * 1024 + 1, ['Lite']],
    ['device', undefined, 1000, 131_072, ['Lite', 'Standard']],
    ['gateway', undefined, 20, 100, []],
    ['gateway', undefined, 10, 100, ['Lite']],
    ['application', undefined, 100, 100, []],
    ['application', undefined, 50, 100, ['Lite']],
    ['device', 'mas', 100, 100, []],
    ['device', 'mas', 10, 100, ['Maximo']],
    ['device', 'quickstart', 1000, 131_072, []],
    ['device', 'quickstart', 999, 1, ['Quickstart']],
  ] as const;
  for (const [sender, limits, everyMs, bytes, exceeded] of rows) {
    it(`${sender} ${limits ?? ''} every ${everyMs} ms with ${bytes} bytes exceeds ${exceeded.join(', ') || 'nothing'}`, () => {
      const { allowances, beyond } = rateMeter(publisher(sender, limits), everyMs, bytes);
      assert.deepEqual(
        allowances.filter(({ isExceeded }) => isExceeded).map(({ plan }) => plan),
        exceeded,
      );
      assert.equal(beyond !== undefined, exceeded.length > 0);
    });
  }

  it('says what the platform does about it', () => {
    assert.match(rateMeter(publisher('device'), 10, 1).beyond ?? '', /reads from the connection more slowly/);
    assert.match(rateMeter(publisher('device', 'quickstart'), 10, 1).beyond ?? '', /may drop/);
  });
});

describe('how often', () => {
  const intervals = [
    ['500', 500],
    ['500 ms', 500],
    [' 2 s ', 2000],
    ['1.5s', 1500],
    ['5 min', 300_000],
    ['10', 10],
    ['0.01 s', 10],
    ['1440 min', 86_400_000],
  ] as const;
  for (const [text, ms] of intervals) it(`${text} is ${ms} ms`, () => assert.equal(readInterval(text), ms));
  const wrong = ['', '9', '0', '-5', '1e3', 'fast', '2 h', '1441 min', '1'.repeat(400), 'NaN', '0x10'];
  for (const text of wrong) it(`"${text.slice(0, 20)}" is refused`, () => assert.match(String(readInterval(text)), /^[A-Z\d].*\.$/));

  for (const [text, count] of [
    ['1', 1],
    [' 100 ', 100],
    ['999999999', 999_999_999],
  ] as const)
    it(`${text} times`, () => assert.equal(readCount(text), count));
  for (const text of ['', '0', '-1', '1.5', '1e9', '1000000000', 'x'])
    it(`"${text}" times is refused`, () => assert.equal(typeof readCount(text), 'string'));

  it('is read as it is said', () => {
    for (const ms of [10, 999, 1000, 1500, 60_000, 90_000, 300_000]) assert.equal(readInterval(intervalText(ms)), ms);
  });

  for (const [rate, text] of [
    [0, '0'],
    [1 / 3, '0.33'],
    [9.84, '9.8'],
    [9.97, '10'],
    [99.6, '100'],
    [123.4, '123'],
  ] as const)
    it(`${rate} a second is said as ${text}`, () => assert.equal(rateText(rate), text));
});
