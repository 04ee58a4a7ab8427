import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QoS } from 'mqtt-packet';
import type { TopicUser } from '../../../../src/wiotp/topics/topicRules.ts';
import { startMessaging, type Messaging } from '../../../support/platform/messaging.ts';
import type { RawClient } from '../../../support/platform/rawClient.ts';
import { asApplication, asDevice, asGateway, type Credentials } from '../../../support/platform/testOrganisation.ts';

/** Which classes may use a topic: `d`evice, `g`ateway, `a`pplication; on Quickstart device `q` and application `Q`. */
type Row = readonly [topic: string, publish: string, subscribe: string];

/** [PX-rule, PX-test, D-mqtt, D-gw, D-app, D-qs] */
const table: readonly Row[] = [
  ['iot-2/cmd/abc/fmt/json', '', 'd'],
  ['iot-2/cmd/+/fmt/+', '', 'd'],
  ['iot-2/cmd/test/fmt/#', '', ''],
  ['iot-2/cmd/#', '', ''],
  ['iot-2/#', '', ''],
  ['#', '', ''],
  ['+/+/+/+/+', '', ''],
  ['iot-2/cmd//fmt/json', '', ''],
  ['iot-2/cmd/abc/fmt/', '', ''],
  ['iot-2/cmd/abc/fmt/json/more', '', ''],
  ['iot-2/evt/abc/fmt/json', 'dq', ''],
  ['iot-2/evt/abc/fmt/xml', 'd', ''],
  ['iot-2/evt/abc/fmt', '', ''],
  ['iot-2/evt//fmt/json', '', ''],
  ['iot-2/evt/abc/fmt/json/more', '', ''],
  ['iot-2/evt/+/fmt/json', '', ''],
  ['iotdm-1/#', '', 'dg'],
  ['iotdm-1/mgmt/initiate/+/+', '', 'd'],
  ['iotdm-1/device/update/+/+', '', 'd'],
  ['iotdm-1/response', '', 'd'],
  ['iotdevice-1/mgmt/manage', 'd', ''],
  ['iotdevice-1/mgmt/anything', 'd', ''],
  ['iotdevice-1/response', 'd', ''],
  ['iotdevice-1/notify', 'd', ''],
  ['iotdevice-1/device/update/location', 'd', ''],
  ['iotdevice-1/add/diag/errorCodes', 'd', ''],
  ['iotdevice-1/clear/diag/log', 'd', ''],
  ['iotdevice-1/mgmt', '', ''],
  ['iotdevice-1/add/diag', '', ''],
  ['iot-2/mon', '', 'dg'],
  ['iot-2/notify', '', 'd'],
  ['iot-2/type/t/id/i/evt/e/fmt/json', 'gaQ', 'aQ'],
  ['iot-2/type/+/id/i/evt/+/fmt/+', '', 'aQ'],
  ['iot-2/type/+/id/+/evt/+/fmt/+', '', 'a'],
  ['iot-2/type/t/id/i/evt/e/fmt', '', ''],
  ['iot-2/type/t/id//evt/e/fmt/json', '', ''],
  ['iot-2/type/t/id/i/evt/e/fmt/json/more', '', ''],
  ['iot-2/type/t/id/i/evt/+/fmt/#', '', ''],
  ['iot-2/type/t/id/i/cmd/c/fmt/json', 'a', 'ga'],
  ['iot-2/type/+/id/+/cmd/+/fmt/+', '', 'ga'],
  ['iot-2/type/t/id/i/cmd/#', '', ''],
  ['iot-2/type/bridge/id/g1/notify', '', 'g'],
  ['iot-2/type/t/id/i/response', '', 'g'],
  ['iot-2/type/t/id/i/mon', '', 'gaQ'],
  ['iot-2/type/+/id/+/mon', '', 'ga'],
  ['iot-2/app/app/mon', '', 'aQ'],
  ['iot-2/app/+/mon', '', 'a'],
  ['iotdevice-1/type/t/id/i/mgmt/manage', 'g', ''],
  ['iotdevice-1/type/t/id/i/response', 'g', ''],
  ['iotdevice-1/type/t/id/i/add/diag/log', 'g', ''],
  ['iotdevice-1/type/t/id/i/mgmt', '', ''],
  // Below iotdm-1 a device may use any filter, though this one never catches anything.
  ['iotdm-1/type/+/id/+/#', '', 'dg'],
  ['iotdm-1/type/t/id/i/mgmt/initiate/device/reboot', '', 'dg'],
  ['$SYS/broker', '', ''],
];

interface ClassOfClients {
  readonly letter: string;
  readonly credentials: Credentials;
  readonly service: 'full' | 'quickstart';
  /** Filters that it may use, to stand beside a bad one; none for a Quickstart device, which may subscribe to nothing. */
  readonly good: readonly string[];
  readonly maxQos: QoS;
}

const onQuickstart = (clientId: string): Credentials => ({ clientId, username: 'use-token-auth', password: 'anything' });

const classes: Readonly<Record<TopicUser, ClassOfClients>> = {
  device: { letter: 'd', credentials: asDevice('one'), service: 'full', good: ['iotdm-1/response'], maxQos: 2 },
  gateway: { letter: 'g', credentials: asGateway('g1'), service: 'full', good: ['iot-2/type/bridge/id/g1/cmd/+/fmt/+'], maxQos: 2 },
  application: { letter: 'a', credentials: asApplication(), service: 'full', good: ['iot-2/type/+/id/+/mon'], maxQos: 2 },
  quickstartDevice: { letter: 'q', credentials: onQuickstart('d:quickstart:t:i'), service: 'quickstart', good: [], maxQos: 0 },
  quickstartApplication: {
    letter: 'Q',
    credentials: onQuickstart('a:quickstart:app'),
    service: 'quickstart',
    good: ['iot-2/type/t/id/i/mon'],
    maxQos: 0,
  },
};

const notify = 'iot-2/type/bridge/id/g1/notify';

interface Case {
  readonly messaging: Messaging;
  readonly client: RawClient;
  readonly topic: string;
  readonly protocolVersion: 3 | 4;
  readonly maxQos: QoS;
  readonly good: readonly string[];
}

/** What a client does with a topic. `send` acts; `accepted` and `refused` (of a gateway) read the answers. */
interface Action {
  readonly name: string;
  readonly use: 'publish' | 'subscribe';
  send(on: Case): void;
  accepted(on: Case): Promise<void>;
  refused(on: Case): Promise<void>;
}

const actions: readonly Action[] = [
  ...([0, 1, 2] as const).map((qos) => publishing(qos)),
  subscribing('alone', ({ topic }) => [topic]),
  subscribing('among good filters', ({ topic, good }) => [...good, topic, ...good]),
  {
    name: 'UNSUBSCRIBE',
    use: 'subscribe',
    send: ({ client, topic, good }) => client.send({ cmd: 'unsubscribe', messageId: 5, unsubscriptions: [...good, topic] }),
    accepted: async ({ client }) => assert.equal((await client.next('unsuback')).messageId, 5),
    refused: async (on) => {
      await on.client.next('unsuback');
      await expectNotice(on, 'Unsubscribe');
    },
  },
];

function publishing(qos: QoS): Action {
  const acknowledged = async ({ client }: Case): Promise<void> => {
    if (qos === 1) await client.next('puback');
    if (qos === 2) {
      await client.next('pubrec');
      client.send({ cmd: 'pubrel', messageId: 7 });
      await client.next('pubcomp');
    }
  };
  return {
    name: `PUBLISH with QoS ${qos}`,
    use: 'publish',
    send: ({ client, topic }) => client.publish(topic, '{}', { qos, messageId: 7 }),
    accepted: acknowledged,
    refused: async (on) => {
      await acknowledged(on);
      await expectNotice(on, 'Publish');
    },
  };
}

function subscribing(how: string, filters: (on: Case) => readonly string[]): Action {
  const send = (on: Case): void => {
    const subscriptions = filters(on).map((topic) => ({ topic, qos: 1 as const }));
    on.client.send({ cmd: 'subscribe', messageId: 3, subscriptions });
  };
  const granted = async (on: Case, bad: number): Promise<void> => {
    const wanted = filters(on).map((filter) => (filter === on.topic ? bad : 1));
    assert.deepEqual((await on.client.next('suback')).granted, wanted);
  };
  return {
    name: `SUBSCRIBE ${how}`,
    use: 'subscribe',
    send,
    accepted: async (on) => {
      const { granted: found } = await on.client.next('suback');
      assert.deepEqual([...new Set(found)], [Math.min(1, on.maxQos)]);
    },
    refused: async (on) => {
      await granted(on, on.protocolVersion === 3 ? 0 : 0x80);
      await expectNotice(on, 'Subscribe');
    },
  };
}

async function expectNotice({ client, topic }: Case, request: string): Promise<void> {
  let notice = await client.next('publish');
  // It may have subscribed to its own status before.
  while (notice.topic.endsWith('/mon')) notice = await client.next('publish');
  assert.deepEqual([notice.topic, notice.qos, notice.retain], [notify, 0, false]);
  const told = JSON.parse(String(notice.payload)) as Record<string, unknown>;
  assert.deepEqual([told['Request'], told['Topic'], told['Client'], told['RC']], [request, topic, asGateway('g1').clientId, 276]);
  assert.match(String(told['Message']), /must not/);
  assert.equal(new Date(String(told['Time'])).toISOString(), told['Time']);
}

for (const [user, { letter, credentials, service, good, maxQos }] of Object.entries(classes)) {
  for (const protocolVersion of [3, 4] as const) {
    const version = { protocolVersion, protocolId: protocolVersion === 3 ? ('MQIsdp' as const) : ('MQTT' as const) };
    for (const action of actions) {
      test(`${user}, MQTT 3.1${protocolVersion === 4 ? '.1' : ''}: ${action.name}`, async (t) => {
        const messaging = startMessaging(t);
        const connect = async (): Promise<RawClient> => {
          const client = await messaging.connect({ ...credentials, ...version }, { service });
          if (user === 'gateway') await client.subscribe(notify, 0);
          return client;
        };
        let client = await connect();
        for (const [topic, publish, subscribe] of table) {
          const allowed = (action.use === 'publish' ? publish : subscribe).includes(letter);
          const on: Case = { messaging, client, topic, protocolVersion, maxQos, good };
          messaging.records.length = 0;
          action.send(on);
          if (allowed && !(action.use === 'publish' && action.name > `PUBLISH with QoS ${maxQos}`)) {
            await action.accepted(on);
            await client.settled();
            const dropped = messaging.records.filter(({ direction, note }) => direction === 'up' && note !== undefined);
            if (service === 'full') assert.deepEqual(dropped, []);
          } else if (user === 'gateway' && !topic.startsWith('$SYS')) {
            await action.refused(on);
            await client.settled();
          } else {
            await client.closed;
            const answers = client.packets.filter(({ cmd }) => cmd !== 'publish');
            assert.deepEqual(answers, [], `${topic}: no acknowledgement`);
            const { code } = await messaging.event('connection.closed');
            assert.equal(code, topic.startsWith('$SYS') ? 289 : allowed ? 291 : 276, topic);
            client = await connect();
          }
          if (action.name === 'UNSUBSCRIBE' && topic === notify && allowed) await client.subscribe(notify, 0);
          assert.deepEqual(messaging.events('connection.refused'), []);
        }
        client.socket.destroy();
      });
    }
  }
}
