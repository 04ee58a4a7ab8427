import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isBadSetting } from '../../../../src/workbench/embeddedPlatform/badSetting.ts';
import { readPlatformSettings, type RawPlatformSettings } from '../../../../src/workbench/embeddedPlatform/platformSettings.ts';

const names = {
  port: 'x.port',
  tlsPort: 'x.tlsPort',
  quickstartPort: 'x.quickstartPort',
  quota: 'x.quota',
  tolerant: 'x.tolerant',
  certificateNames: 'x.certificateNames',
  keepRunning: 'x.keepRunning',
} as const;

const usual = { port: 1883, tlsPort: 8883, quota: 'off', tolerant: false, certificateNames: [], keepRunning: false };

describe('settings of the platform', () => {
  it('are the usual ones where there are none', () => {
    assert.deepEqual(readPlatformSettings({}, names), usual);
    assert.deepEqual(readPlatformSettings({ quickstartPort: null }, names), usual);
  });

  it('are taken as they stand', () => {
    const all = {
      port: 0,
      tlsPort: 65_535,
      quickstartPort: 0,
      quota: 'lite',
      tolerant: true,
      certificateNames: ['bench', 'bench.local', '*.bench.local', '192.168.1.10', 'fe80::1', '::1'],
      keepRunning: true,
    } as const;
    assert.deepEqual(readPlatformSettings(all, names), all);
  });

  const wrong: readonly (readonly [keyof RawPlatformSettings, unknown, RegExp])[] = [
    ['port', '1883', /x\.port has the value "1883", which is no port/],
    ['port', 65_536, /no port/],
    ['port', 1.5, /no port/],
    ['tlsPort', -1, /x\.tlsPort .*no port/],
    ['quickstartPort', false, /x\.quickstartPort .*no port/],
    ['quota', 'gold', /x\.quota has the value "gold", which is no plan/],
    ['tolerant', 'yes', /x\.tolerant .*neither true nor false/],
    ['keepRunning', 1, /x\.keepRunning .*neither true nor false/],
    ['certificateNames', 'bench', /x\.certificateNames .*no list/],
    ['certificateNames', ['https://bench'], /"https:\/\/bench", which is no host name and no address/],
    ['certificateNames', ['bench:8883'], /no host name/],
    ['certificateNames', [''], /no host name/],
    ['certificateNames', ['a b'], /no host name/],
    ['certificateNames', [7], /no host name/],
    ['certificateNames', ['a'.repeat(254)], /no host name/],
  ];
  for (const [name, value, message] of wrong) {
    it(`refuse ${JSON.stringify(value).slice(0, 40)} for ${name}, with a reason`, () => {
      assert.throws(
        () => readPlatformSettings({ [name]: value }, names),
        (error) =>
          isBadSetting(error) && message.test(error.message) && error.advice !== '' && error.rule !== '' && error.setting === names[name],
      );
    });
  }
});
