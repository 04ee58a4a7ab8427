import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { usualManagement } from '../../../../src/profiles/newProfile.ts';
import type { ConnectionProfile, ManagementChoice } from '../../../../src/profiles/profile.ts';
import { faultAt, profileFaults } from '../../../../src/profiles/rules/profileFaults.ts';
import { classicHost, quickstartHost } from '../../../../src/wiotp/hosts.ts';
import { anyProfile } from '../anyProfile.ts';
import { aProfile, application, classic, device, embedded, gateway, host, mas, quickstart, sharedApplication } from '../aProfile.ts';

const tls = { verifyChain: true, verifyHost: true };

function managed(choice: Partial<ManagementChoice>): Partial<ConnectionProfile> {
  return { management: { ...usualManagement, ...choice } };
}

describe('nothing is wrong with', () => {
  const fine: readonly (readonly [what: string, profile: Partial<ConnectionProfile>])[] = [
    ['a device of the embedded platform', { target: embedded }],
    ['an application of the embedded platform without API key', { target: embedded, client: { ...application, apiKey: '' } }],
    ['a gateway of a suite', { target: mas, client: gateway }],
    [
      'a suite with its only port, MQTT 5 and a session that lasts',
      { target: mas, port: 443, mqttVersion: '5', cleanSession: false, sessionExpirySeconds: 60 },
    ],
    ['a suite over a secure WebSocket', { target: mas, transport: 'wss', path: '/mqtt' }],
    ['an application on a host', { client: application }],
    ['a shared application with an instance that lasts', { client: { ...sharedApplication, instanceId: 'i1' }, cleanSession: false }],
    ['a device of Quickstart', { target: quickstart }],
    ['a host on this machine without TLS', { target: { kind: 'host', host: 'localhost' }, transport: 'tcp' }],
    ['an address of IP version 6', { target: { kind: 'host', host: '[::1]' }, transport: 'tcp' }],
    ['a client certificate with its key', { tls: { ...tls, certificateFile: 'c.pem', keyFile: 'k.pem', caFile: '~/ca.pem' } }],
    ['a proxy with a user', { proxy: { kind: 'url', url: 'http://me@proxy.example.com:8080' } }],
    ['a will', { will: { topic: 'iot-2/evt/gone/fmt/json', payload: '{}', qos: 1 } }],
    ['a lifetime of an hour', managed({ lifetimeSeconds: 3600 })],
  ];
  for (const [what, members] of fine) it(what, () => assert.deepEqual(profileFaults(aProfile(members)), []));
});

describe('an error is', () => {
  const errors: readonly (readonly [path: string, message: RegExp, profile: Partial<ConnectionProfile>])[] = [
    ['name', /is empty/, { name: ' ' }],
    ['name', /control characters/, { name: 'a\nb' }],
    ['name', /101 characters/, { name: 'a'.repeat(101) }],
    ['client.typeId', /must not contain a space/, { client: { ...device, typeId: 'a b' } }],
    ['client.typeId', /37 characters/, { client: { ...device, typeId: 'a'.repeat(37) } }],
    ['client.deviceId', /is empty/, { client: { ...gateway, deviceId: '' } }],
    ['client.appId', /must not contain ":"/, { client: { ...application, appId: 'a:b' } }],
    ['client.apiKey', /API key is empty/, { client: { ...application, apiKey: '' } }],
    ['client.apiKey', /another organisation.*CONNACK 5/, { client: { ...application, apiKey: 'a-other1-k1' } }],
    ['client.apiKey', /user name of devices/, { client: { ...application, apiKey: 'use-token-auth' } }],
    ['client.apiKey', /a-org-…/, { client: { ...application, apiKey: 'key' }, target: embedded }],
    ['client.instanceId', /Only a shared application/, { client: { ...application, instanceId: 'i' } }],
    ['client.instanceId', /must not contain/, { client: { ...sharedApplication, instanceId: 'i/' } }],
    ['client.sender', /Quickstart has no gateways/, { client: gateway, target: quickstart }],
    ['client.shared', /Quickstart has no shared/, { client: sharedApplication, target: quickstart }],
    ['org', /is empty/, { org: '', target: mas }],
    ['org', /no organisation of the classic service/, { org: 'workspace', target: classic }],
    ['org', /workspace ID/, { org: 'quickstart', target: mas }],
    ['org', /one organisation only/, { org: 'abc123', target: quickstart }],
    ['org', /belongs to the organisation other1/, { target: { kind: 'host', host: 'other1.messaging.iot.mas.example.com' } }],
    ['org', /256 are allowed/, { org: 'a'.repeat(250) }],
    ['target.host', /is empty/, { target: { kind: 'host', host: '' } }],
    ['target.host', /no protocol/, { target: { kind: 'host', host: 'mqtt://a' } }],
    ['target.host', /port is no part/, { target: { kind: 'host', host: 'a.example.com:8883' } }],
    ['target.host', /for REST and the dashboard/, { target: { kind: 'host', host: 'abc123.internetofthings.ibmcloud.com' } }],
    ['target.host', /no path/, { target: { kind: 'quickstart', host: 'a/b' } }],
    ['target.domain', /is empty/, { target: { kind: 'mas', domain: '' } }],
    ['target.domain', /Leave "iot\." out.*"mas\.example\.com"/, { target: { kind: 'mas', domain: 'iot.mas.example.com' } }],
    [
      'target.domain',
      /whole host name of the workspace w1.*"mas\.example\.com"/,
      { target: { kind: 'mas', domain: 'w1.messaging.iot.mas.example.com' } },
    ],
    ['target.domain', /classic service/, { target: { kind: 'mas', domain: 'internetofthings.ibmcloud.com' } }],
    ['target.domain', /several names/, { target: { kind: 'mas', domain: 'mas' } }],
    ['transport', /Quickstart has no TLS/, { target: quickstart, transport: 'tls' }],
    ['transport', /port 443 only, with TLS/, { target: mas, transport: 'ws' }],
    ['port', /from 1 to 65535/, { port: 0 }],
    ['port', /from 1 to 65535/, { port: 65_536 }],
    ['port', /only 443 is open.*choose 443/, { target: mas, port: 8883 }],
    ['port', /open are 8883, 443, 1883, 80/, { target: classic, port: 8884 }],
    ['port', /Port 1883 is without TLS/, { target: classic, port: 1883 }],
    ['port', /Port 8883 is for TLS/, { target: classic, port: 8883, transport: 'tcp' }],
    ['path', /begins with "\/"/, { transport: 'wss', path: 'mqtt' }],
    ['path', /no spaces/, { transport: 'wss', path: '/a b' }],
    ['proxy.url', /http:\/\/ or https:\/\//, { proxy: { kind: 'url', url: 'socks5://a' } }],
    ['proxy.url', /password is no part/, { proxy: { kind: 'url', url: 'http://a:b@c' } }],
    ['mqttVersion', /Use 3\.1\.1/, { target: classic, mqttVersion: '5' }],
    ['mqttVersion', /Use 3\.1\.1/, { target: embedded, mqttVersion: '5' }],
    ['mqttVersion', /Use 3\.1\.1/, { target: quickstart, mqttVersion: '5' }],
    ['tls.keyFile', /needs its private key/, { tls: { ...tls, certificateFile: 'c.pem' } }],
    ['tls.certificateFile', /needs the client certificate/, { tls: { ...tls, keyFile: 'k.pem' } }],
    ['tls.caFile', /is empty/, { tls: { ...tls, caFile: ' ' } }],
    ['tls.serverName', /is no address/, { tls: { ...tls, serverName: '192.0.2.1' } }],
    ['tls.serverName', /is no address/, { tls: { ...tls, serverName: '::1' } }],
    ['tls.serverName', /The server name contains? no spaces|no spaces/, { tls: { ...tls, serverName: 'a b' } }],
    ['tls.serverName', /CONNACK 5/, { target: mas, tls: { ...tls, serverName: 'other.messaging.iot.mas.example.com' } }],
    ['cleanSession', /keeps no sessions/, { target: quickstart, cleanSession: false }],
    ['cleanSession', /without an instance ID/, { client: sharedApplication, cleanSession: false }],
    ['keepAliveSeconds', /0 to 65535/, { keepAliveSeconds: 65_536 }],
    ['keepAliveSeconds', /0 to 65535/, { keepAliveSeconds: -1 }],
    ['keepAliveSeconds', /whole number/, { keepAliveSeconds: 1.5 }],
    ['sessionExpirySeconds', /0 to 4294967295/, { target: mas, mqttVersion: '5', cleanSession: false, sessionExpirySeconds: 2 ** 32 }],
    ['will.topic', /must not publish.*without a CONNACK/, { target: mas, will: { topic: 'iot-2/cmd/a/fmt/json', payload: '', qos: 0 } }],
    ['will.payload', /131073 bytes/, { will: { topic: 'iot-2/evt/a/fmt/json', payload: 'a'.repeat(131_073), qos: 0 } }],
    ['will.qos', /QoS 0 only/, { target: quickstart, will: { topic: 'iot-2/evt/a/fmt/json', payload: '', qos: 1 } }],
    ['qos', /QoS 0 only/, { target: quickstart, qos: 1 }],
    ['subscriptions.0.filter', /must not subscribe/, { target: mas, subscriptions: [{ filter: 'iot-2/evt/+/fmt/+', qos: 0 }] }],
    [
      'subscriptions.0.filter',
      /Quickstart sends nothing to devices/,
      { target: quickstart, subscriptions: [{ filter: 'iot-2/cmd/+/fmt/+', qos: 0 }] },
    ],
    ['management.lifetimeSeconds', /at least 3600.*rc 400/, managed({ lifetimeSeconds: 3599 })],
    ['management.lifetimeSeconds', /at least 3600/, managed({ lifetimeSeconds: -1 })],
    [
      'management.supports.bundles.1',
      /bundle ID must not contain a space/,
      managed({ supports: { deviceActions: true, firmwareActions: true, bundles: ['a', 'b c'] } }),
    ],
    ['management.download.seconds', /0 to 86400/, managed({ download: { real: false, seconds: -1, maxBytes: 1 } })],
    ['management.download.maxBytes', /1 to/, managed({ download: { real: false, seconds: 1, maxBytes: 0 } })],
  ];
  for (const [path, message, members] of errors) {
    it(`${path}: ${message.source}`, () => {
      const faults = profileFaults(aProfile(members)).filter(({ severity }) => severity === 'error');
      const found = faults.find((fault) => fault.path.join('.') === path && message.test(fault.message));
      assert.ok(found !== undefined, JSON.stringify(faults, undefined, 1));
      assert.match(found.message, /[.?]$/);
    });
  }
});

describe('a warning, but no error, is', () => {
  const warnings: readonly (readonly [path: string, message: RegExp, profile: Partial<ConnectionProfile>])[] = [
    ['target', /no longer resolve/, { target: classic }],
    ['target.host', /no longer resolves/, { target: { kind: 'host', host: classicHost('abc123') } }],
    ['target.host', /no longer resolves/, { target: { kind: 'quickstart', host: quickstartHost } }],
    ['target.host', /no longer resolves/, { target: { kind: 'quickstart', host: '' } }],
    ['client.deviceId', /contain a dot/, { target: mas, client: { ...device, deviceId: 't.1' } }],
    ['org', /organisation of its own/, { target: embedded, org: 'abc123' }],
    ['org', /Choose Quickstart/, { org: 'quickstart' }],
    ['transport', /without encryption/, { transport: 'tcp' }],
    ['tls.verifyChain', /not verified/, { tls: { ...tls, verifyChain: false } }],
    ['tls.verifyHost', /not compared/, { tls: { ...tls, verifyHost: false } }],
    ['tls.caFile', /Without TLS/, { target: embedded, tls: { ...tls, caFile: 'a' } }],
    ['tls.serverName', /Without TLS/, { target: embedded, tls: { ...tls, serverName: 'a' } }],
    ['port', /does not count/, { target: embedded, port: 1883 }],
    ['port', /usually without TLS/, { port: 1883 }],
    ['port', /usually for TLS/, { target: { kind: 'host', host: 'localhost' }, transport: 'tcp', port: 8883 }],
    ['port', /CONNACK 5/, { target: classic, transport: 'tcp', port: 1883 }],
    ['path', /does not count/, { path: '/mqtt' }],
    ['keepAliveSeconds', /takes 3600 in its place/, { client: sharedApplication, keepAliveSeconds: 0 }],
    ['sessionExpirySeconds', /Only MQTT 5/, { sessionExpirySeconds: 60 }],
    ['sessionExpirySeconds', /clean session ends/, { mqttVersion: '5', sessionExpirySeconds: 60 }],
    ['will.topic', /must not publish/, { will: { topic: 'gone', payload: '', qos: 0 } }],
    ['subscriptions.0.filter', /must not subscribe/, { subscriptions: [{ filter: 'a/#', qos: 0 }] }],
    ['subscriptions.0.filter', /never catches anything/, { target: mas, subscriptions: [{ filter: 'iotdm-1/response/', qos: 0 }] }],
    [
      'subscriptions.1.filter',
      /stands there before/,
      {
        subscriptions: [
          { filter: 'iotdm-1/#', qos: 0 },
          { filter: 'iotdm-1/#', qos: 1 },
        ],
      },
    ],
    [
      'subscriptions',
      /allows 50/,
      { subscriptions: Array.from({ length: 51 }, (_, at) => ({ filter: `iot-2/cmd/c${at}/fmt/json`, qos: 1 as const })) },
    ],
    ['management.automatic', /not managed/, { client: application, ...managed({ automatic: true }) }],
    ['management.automatic', /no Device Management/, { target: quickstart, ...managed({ automatic: true }) }],
    ['management.deviceInfo.serialnumber', /Is serialNumber meant/, managed({ deviceInfo: { serialnumber: '1' } })],
    ['management.download.real', /wherever a firmware request says/, managed({ download: { real: true, seconds: 1, maxBytes: 1 } })],
  ];
  for (const [path, message, members] of warnings) {
    it(`${path}: ${message.source}`, () => {
      const faults = profileFaults(aProfile(members));
      const found = faults.find((fault) => fault.severity === 'warning' && fault.path.join('.') === path && message.test(fault.message));
      assert.ok(found !== undefined, JSON.stringify(faults, undefined, 1));
      assert.ok(!faults.some(({ severity }) => severity === 'error'), JSON.stringify(faults));
    });
  }
});

describe('profileFaults', () => {
  it('offers what was meant', () => {
    const nearest = (members: Partial<ConnectionProfile>): unknown => profileFaults(aProfile({ target: mas, ...members }))[0]?.nearest;
    assert.equal(nearest({ subscriptions: [{ filter: 'iot-2/cmd/+/fmt', qos: 0 }] }), 'iot-2/cmd/+/fmt/+');
    assert.equal(nearest({ subscriptions: [{ filter: 'iotdm-1/response/', qos: 0 }] }), 'iotdm-1/#');
    assert.equal(nearest(managed({ deviceInfo: { serialnumber: '1' } })), 'serialNumber');
  });

  it('judges whatever can be read, and never repeats a secret of a proxy', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        for (const { message, path } of profileFaults(profile)) assert.ok(message.length > 0 && path.length > 0);
      }),
    );
    const url = 'http://me:s3cr3t-marker@proxy example';
    assert.ok(!JSON.stringify(profileFaults(aProfile({ proxy: { kind: 'url', url } }))).includes('s3cr3t'));
  });

  it('tells one member apart from others', () => {
    const profile = aProfile({ org: '', port: 0, transport: 'tcp' });
    assert.match(faultAt(profile, 'port') ?? '', /1 to 65535/);
    assert.match(faultAt(profile, 'org') ?? '', /empty/);
    assert.equal(faultAt(profile, 'client', 'typeId'), undefined);
    assert.equal(faultAt(profile, 'transport'), undefined);
    assert.match(faultAt(aProfile({ client: { ...device, typeId: '' } }), 'client') ?? '', /device type/);
    assert.equal(faultAt(aProfile({ target: host })), undefined);
  });
});
