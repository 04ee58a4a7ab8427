// The load of the ingest benchmark: a broker in a process of its own that sends events of 100 devices to its only client.
import { createServer, type AddressInfo } from 'node:net';
import { Aedes, type Client } from 'aedes';

/** Asks for a load; the broker says `done` when it has handed everything to the socket. */
export interface Load {
  readonly count: number;
  readonly qos: 0 | 1;
  /** No faster than this; as fast as the receiver reads where it is left out. */
  readonly perSecond?: number;
}

/** 200 bytes each; every serial number is in one message of a thousand. */
const payloads = Array.from({ length: 1_000 }, (_, at) =>
  Buffer.from(
    JSON.stringify({
      d: { temperature: 21.53, humidity: 40.2, state: 'running', serial: String(100_000 + at), uptime: 1234567, text: 'x'.repeat(97) },
    }),
  ),
);
const topics = Array.from({ length: 100 }, (_, device) => `iot-2/type/thermostat/id/device-${device}/evt/status/fmt/json`);
/** Publishes at once; enough to keep the socket busy. */
const atOnce = 200;
/** MQTT has 65,535 message IDs; a broker that outruns its client must not run out of them. */
const mostUnacknowledged = 5_000;

const broker = await Aedes.createBroker({ concurrency: 1_000 });
const client = new Promise<Client>((resolve) => broker.once('clientReady', resolve));
let acknowledged = 0;
broker.on('ack', () => acknowledged++);
const server = createServer(broker.handle);
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port, bytes: payloads[0]?.byteLength }));

process.on('message', (load: Load) => void send(load));

async function send({ count, qos, perSecond }: Load): Promise<void> {
  const receiver = await client;
  // The broker subscribes for the client: a device could not subscribe to other devices' events.
  await new Promise<void>((resolve) => receiver.subscribe({ topic: 'iot-2/type/#', qos }, () => resolve()));
  const { conn } = receiver as unknown as { conn: { writableLength: number } };
  const begin = performance.now();
  for (let sent = 0; sent < count; sent += atOnce) {
    const batch = Array.from({ length: Math.min(atOnce, count - sent) }, (_, at) => publish(sent + at, qos));
    await Promise.all(batch);
    await until(() => conn.writableLength < 1_000_000);
    if (perSecond !== undefined) await until(() => performance.now() - begin >= (sent / perSecond) * 1000);
    if (qos === 1) await until(() => sent - acknowledged < mostUnacknowledged);
  }
}

function publish(number: number, qos: 0 | 1): Promise<void> {
  const topic = topics[number % topics.length] ?? '';
  const payload = payloads[number % payloads.length] ?? '';
  return new Promise((resolve) => broker.publish({ cmd: 'publish', topic, payload, qos, retain: false, dup: false }, () => resolve()));
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
