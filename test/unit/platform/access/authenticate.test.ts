import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authenticate } from '../../../../src/platform/access/authenticate.ts';
import type { Link } from '../../../../src/platform/ports/link.ts';
import { Unregistered } from '../../../../src/platform/access/unregistered.ts';
import type { ConnectPacket } from '../../../../src/platform/mqtt/packets.ts';
import { openStorage } from '../../../../src/platform/store/openStorage.ts';
import { isRefusal, type Refusal } from '../../../../src/wiotp/refusal.ts';
import { startMessaging } from '../../../support/platform/messaging.ts';

const registry = openStorage(undefined, 'abc123').registry;
registry.addDevice({ typeId: 'sensor', deviceId: 'one' }, 'right-token');
registry.setApiKey('a-abc123-1234567890', 'key-token');
registry.addDevice({ typeId: 'bridge', deviceId: 'g1', classId: 'Gateway' }, 'right-token');
registry.addDevice({ typeId: 'sensor', deviceId: 'off' }, 'right-token');
registry.setDisabled({ typeId: 'sensor', deviceId: 'off' }, true);
registry.addDeviceBehind({ typeId: 'sensor', deviceId: 'behind' }, { typeId: 'bridge', deviceId: 'g1' });

const plainLink: Link = { id: '1', peer: '127.0.0.1:1', host: '127.0.0.1', port: 1883, service: 'full', secure: false, webSocket: false };
const tlsLink = (serverName: string): Link => ({ ...plainLink, port: 8883, secure: true, serverName });

interface Login {
  readonly clientId: string;
  readonly userName?: string;
  readonly password?: string;
  readonly cleanSession?: boolean;
}

function packet({ password, cleanSession = true, ...rest }: Login): ConnectPacket {
  const bytes = password === undefined ? {} : { password: new TextEncoder().encode(password) };
  return { type: 'connect', version: 4, cleanSession, keepAliveSeconds: 0, ...rest, ...bytes };
}

function refusalOf(login: Login, link = plainLink): Refusal {
  try {
    authenticate(packet(login), link, registry);
  } catch (error) {
    assert.ok(isRefusal(error), String(error));
    return error;
  }
  throw new Error('The client was accepted');
}

const device = { clientId: 'd:abc123:sensor:one', userName: 'use-token-auth', password: 'right-token' };
const gateway = { clientId: 'g:abc123:bridge:g1', userName: 'use-token-auth', password: 'right-token' };
const application = { clientId: 'a:abc123:app', userName: 'a-abc123-1234567890', password: 'key-token' };

const accepted: readonly [what: string, login: Login, sender: string][] = [
  ['a device with its token', device, 'device'],
  ['a device with a durable session', { ...device, cleanSession: false }, 'device'],
  ['a gateway with its token', gateway, 'gateway'],
  ['a gateway with a durable session', { ...gateway, cleanSession: false }, 'gateway'],
  ['an application with an API key', application, 'application'],
  ['an application with a durable session', { ...application, cleanSession: false }, 'application'],
  ['a scalable application', { ...application, clientId: 'A:abc123:app' }, 'application'],
  [
    'a scalable application with instance and durable session',
    { ...application, clientId: 'A:abc123:app:i1', cleanSession: false },
    'application',
  ],
];

for (const [what, login, sender] of accepted) {
  test(`${what} is accepted`, () => assert.equal(authenticate(packet(login), plainLink, registry).sender, sender));
}

const { clientId } = device;
const refused: readonly [what: string, login: Login, code: number, reason: RegExp, advice: RegExp][] = [
  ['no user name and no token', { clientId }, 5, /neither a user name nor a token/, /use-token-auth/],
  ['an empty user name', { ...device, userName: '' }, 5, /empty user name/, /use-token-auth/],
  ['the user name "token"', { ...device, userName: 'token' }, 5, /word of SDK configuration files/, /use-token-auth/],
  ['another user name', { ...device, userName: 'hunter2-secret' }, 5, /sent another/, /use-token-auth/],
  ['an API key with a device’s client ID', { ...application, clientId }, 5, /API key with the client ID of a device/, /"a:"/],
  ['no token', { clientId, userName: 'use-token-auth' }, 5, /no token/, /password/],
  ['an empty token', { ...device, password: '' }, 5, /no token/, /password/],
  ['a wrong token', { ...device, password: 'wrong-token' }, 5, /token of the device sensor one is wrong\.$/, /new one/],
  ['a token with a line end', { ...device, password: 'right-token\n' }, 5, /right without the white space/, /Correct the token/],
  ['an unregistered device', { ...device, clientId: 'd:abc123:sensor:two' }, 5, /sensor two is not registered\.$/, /Register/],
  [
    'the wrong case',
    { ...device, clientId: 'd:abc123:Sensor:ONE' },
    5,
    /Sensor ONE is not registered\. There is a device sensor one/,
    /Register/,
  ],
  [
    'the wrong type',
    { ...device, clientId: 'd:abc123:pump:one' },
    5,
    /pump one is not registered\. There is a device sensor one/,
    /Register/,
  ],
  ['another organisation', { ...device, clientId: 'd:other1:sensor:one' }, 5, /organisation other1; this platform serves abc123/, /abc123/],
  ['an empty client ID', { ...device, clientId: '' }, 5, /is empty/, /d:org:type:id/],
  ['a client ID of no class', { ...device, clientId: 'mqttjs_12345' }, 5, /begins with none of/, /d:org:type:id/],
  ['a client ID with a part missing', { ...device, clientId: 'd:abc123:one' }, 5, /must be d:org:type:id/, /d:org:type:id/],
  ['a MAC address with colons', { ...device, clientId: 'd:abc123:sensor:00:11:22:33:44:55' }, 5, /contains no colon/, /d:org:type:id/],
  ['an ID that is too long', { ...device, clientId: `d:abc123:sensor:${'x'.repeat(37)}` }, 5, /37 characters/, /d:org:type:id/],
  ['a space in the ID', { ...device, clientId: 'd:abc123:sensor:o ne' }, 5, /a space/, /d:org:type:id/],
  ['a slash in the client ID', { ...device, clientId: 'd:abc123:sensor:o/ne' }, 2, /must not contain "\/"/, /letters/],
  ['a wildcard in the client ID', { ...device, clientId: 'd:abc123:sensor:+' }, 2, /must not contain "\+"/, /letters/],
  [
    'a control character in the client ID',
    { ...device, clientId: 'd:abc123:sensor:one\n' },
    2,
    /contains a character that no client ID may contain/,
    /letters/,
  ],
  ['bytes that are no UTF-8 in the client ID', { ...device, clientId: 'd:abc123:sensor:\ufffd' }, 2, /no UTF-8/, /letters/],
  ['a client ID of 257 bytes', { ...device, clientId: `d:abc123:sensor:${'x'.repeat(241)}` }, 2, /257 bytes/, /letters/],
  ['a device as a gateway', { ...device, clientId: 'g:abc123:sensor:one' }, 5, /sensor one is registered as a device, but .* "g:"/, /"d:"/],
  ['a gateway as a device', { ...gateway, clientId: 'd:abc123:bridge:g1' }, 5, /bridge g1 is registered as a gateway, but .* "d:"/, /"g:"/],
  [
    'an unregistered gateway',
    { ...gateway, clientId: 'g:abc123:bridge:g9' },
    5,
    /gateway bridge g9 is not registered\.$/,
    /Register the gateway/,
  ],
  ['a wrong token of a gateway', { ...gateway, password: 'wrong-token' }, 5, /token of the gateway bridge g1 is wrong\.$/, /new one/],
  [
    'a gateway with an API key',
    { ...gateway, userName: application.userName },
    5,
    /API key with the client ID of a device/,
    /use-token-auth/,
  ],
  ['a disabled device', { ...device, clientId: 'd:abc123:sensor:off' }, 5, /sensor off is disabled\.$/, /Enable/],
  [
    'a device that a gateway registered',
    { ...device, clientId: 'd:abc123:sensor:behind' },
    5,
    /sensor behind has no token: it was registered by a gateway/,
    /give the device a token/,
  ],
  ['a device of Quickstart', { ...device, clientId: 'd:quickstart:sensor:one' }, 5, /Quickstart has a port of its own/, /abc123/],
  ['an application without API key', { clientId: 'a:abc123:app' }, 5, /no API key/, /a-org-/],
  [
    'a device’s user name with an application’s client ID',
    { ...device, clientId: 'a:abc123:app' },
    5,
    /use-token-auth is the user name of devices/,
    /"d:"/,
  ],
  ['an application with something else as user name', { ...application, userName: 'admin' }, 5, /something else/, /a-org-/],
  [
    'an API key of another organisation',
    { ...application, userName: 'a-other1-1234567890' },
    5,
    /another organisation than abc123/,
    /API key/,
  ],
  ['an unknown API key', { ...application, userName: 'a-abc123-0000000000' }, 5, /does not exist/, /API key/],
  ['an API key without token', { clientId: 'a:abc123:app', userName: application.userName }, 5, /no token/, /password/],
  [
    'an API key with a wrong token',
    { ...application, password: 'wrong' },
    5,
    /token of the API key a-abc123-1234567890 is wrong/,
    /new API key/,
  ],
  [
    'a durable scalable application without instance',
    { ...application, clientId: 'A:abc123:app', cleanSession: false },
    5,
    /durable session/,
    /clean session true/,
  ],
];

for (const [what, login, code, reason, advice] of refused) {
  test(`${what}: CONNACK ${code}, and the reason is told`, () => {
    const refusal = refusalOf(login);
    assert.equal(refusal.code, code);
    assert.match(refusal.message, reason);
    assert.match(refusal.advice, advice);
    const said = `${refusal.message} ${refusal.advice}`;
    for (const secret of ['right-token', 'key-token', 'wrong-token', 'hunter2']) {
      assert.ok(!said.includes(secret), 'no secret is repeated');
    }
  });
}

const foreignNames = [
  'other1.messaging.localhost',
  'OTHER1.messaging.iot.example.com',
  'quickstart.messaging.internetofthings.ibmcloud.com',
];
const ownNames = [
  'abc123.messaging.localhost',
  'ABC123.messaging.localhost',
  'localhost',
  'us.messaging.internetofthings.ibmcloud.com',
  'bench',
];

for (const name of foreignNames) {
  test(`TLS for ${name}, which names another organisation: CONNACK 5`, () => {
    const refusal = refusalOf(device, tlsLink(name));
    assert.equal(refusal.code, 5);
    assert.match(refusal.message, /^The host belongs to the organisation (other1|quickstart) and the client ID to abc123/);
  });
}

for (const name of ownNames) {
  test(`TLS for ${name} is fine`, () => assert.equal(authenticate(packet(device), tlsLink(name), registry).sender, 'device'));
}

test('only a device that is right but for its registration can be registered by what it sent', () => {
  const unregistered = refusalOf({ ...device, clientId: 'd:abc123:sensor:two', password: 'its own token' });
  assert.ok(unregistered instanceof Unregistered);
  const { device: wanted, token } = unregistered.registrable;
  assert.deepEqual(wanted, { typeId: 'sensor', deviceId: 'two', classId: 'Device' });
  registry.addDeviceWithHash({ ...wanted, deviceId: 'later' }, token);
  const later = { ...device, clientId: 'd:abc123:sensor:later' };
  assert.equal(authenticate(packet({ ...later, password: 'its own token' }), plainLink, registry).sender, 'device');
  const asGateway = refusalOf({ ...gateway, clientId: 'g:abc123:bridge:g9' });
  assert.ok(asGateway instanceof Unregistered);
  assert.equal(asGateway.registrable.device.classId, 'Gateway');
  const others: Login[] = [
    { ...device, clientId: 'd:abc123:sensor:t wo' },
    { ...device, clientId: 'd:abc123:sensor:two', userName: 'token' },
    { clientId: 'd:abc123:sensor:two', userName: 'use-token-auth' },
    { ...device, clientId: 'd:abc123:sensor:one', password: 'wrong-token' },
  ];
  for (const login of others) assert.equal(refusalOf(login) instanceof Unregistered, false, login.clientId);
});

test('the client gets the code and the log gets the reason', async (t) => {
  const platform = startMessaging(t);
  const client = await platform.dial();
  const { returnCode } = await client.connect({ clientId: 'd:abc123:sensor:one', username: 'token', password: 'x' });
  assert.equal(returnCode, 5);
  await client.closed;
  const { event, connection, clientId: loggedId } = await platform.record((record) => record.event?.kind === 'connection.refused');
  assert.equal(loggedId, 'd:abc123:sensor:one');
  assert.notEqual(connection, '');
  assert.equal(event?.code, 5);
  assert.equal(event?.peer, client.peer);
  assert.match(event?.reason ?? '', /use-token-auth/);
});
