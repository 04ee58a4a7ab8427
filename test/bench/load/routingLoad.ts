// The load of the platform's benchmark, in a process of its own: 100 devices that publish, or many that are managed.
import type { Address } from './loadJobs.ts';
import { isRouting, type ManageJob, type ManageResult, type RouteJob, type RouteResult } from './loadJobs.ts';
import { encode, LoadClient, type Login } from './loadClient.ts';

const payload = Buffer.from(JSON.stringify({ d: { temperature: 21.53, serial: '100087', uptime: 1_234_567, text: 'x'.repeat(129) } }));
const publishers = 100;
/** Messages that were published and did not arrive yet, over all devices; the same for every broker. */
const inFlight = 1000;

process.on('message', (job: RouteJob | ManageJob) => {
  void (isRouting(job) ? route(job) : manage(job)).then((result) => process.send?.(result));
});

/** Messages per second from the first publish to the last arrival. */
async function route({ address, qos, count, durable }: RouteJob): Promise<RouteResult> {
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  let [published, arrived] = [0, 0];
  const { promise: subscribed, resolve: ready } = Promise.withResolvers<void>();
  const application = await LoadClient.connect(address.port, loginOf(address, 'application', !durable), (first, bytes, start) => {
    if (first >> 4 === 9) ready();
    if (first >> 4 !== 3) return;
    if ((first & 6) !== 0) {
      const idAt = start + 2 + bytes.readUInt16BE(start);
      application.send(Buffer.from([0x40, 2, bytes[idAt] ?? 0, bytes[idAt + 1] ?? 0]));
    }
    if (++arrived === count) finish();
    if (arrived % publishers === 0) publishMore();
  });
  application.send(encode({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'iot-2/type/+/id/+/evt/+/fmt/+', qos }] }));
  const devices = await Promise.all(
    Array.from({ length: publishers }, (_, at) => LoadClient.connect(address.port, loginOf(address, at, true), () => undefined)),
  );
  // With QoS 1 each device has as many message IDs as messages in flight, so that no ID is used twice at once.
  const ids = (2 * inFlight) / publishers;
  const packets = devices.map((_, at) => Array.from({ length: ids }, (_, id) => publishPacket(address, at, qos, id + 1)));
  await subscribed;
  const begin = performance.now();
  publishMore();
  await finished;
  const seconds = (performance.now() - begin) / 1000;
  for (const client of [application, ...devices]) client.end();
  return { rate: count / seconds };

  function publishMore(): void {
    while (published < count && published - arrived <= inFlight - publishers) {
      for (const [at, device] of devices.entries()) {
        const packet = packets[at]?.[Math.floor(published / publishers) % ids];
        if (packet !== undefined) device.send(packet);
        published++;
      }
    }
  }
}

/** Connects devices, lets them manage, and keeps them connected until the process ends. */
async function manage({ address, first, count }: ManageJob): Promise<ManageResult> {
  const begin = performance.now();
  let managed = 0;
  const { promise: all, resolve: done } = Promise.withResolvers<void>();
  const numbers = Array.from({ length: count }, (_, at) => first + at);
  const take = (packetType: number): void => {
    if (packetType >> 4 === 3 && ++managed === count) done();
  };
  const clients = await Promise.all(numbers.map((at) => LoadClient.connect(address.port, loginOf(address, at, true), take)));
  const connectMs = performance.now() - begin;
  for (const client of clients) {
    client.send(encode({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'iotdm-1/#', qos: 1 }] }));
    const request = {
      d: { supports: { deviceActions: true, firmwareActions: true }, deviceInfo: { serialNumber: '4711', model: 'A' } },
      reqId: 'r',
    };
    const topic = 'iotdevice-1/mgmt/manage';
    client.send(encode({ cmd: 'publish', topic, payload: JSON.stringify(request), qos: 1, messageId: 2, dup: false, retain: false }));
  }
  await all;
  return { connectMs, managedMs: performance.now() - begin };
}

function loginOf({ org, apiKey }: Address, who: number | 'application', clean: boolean): Login {
  if (who === 'application') return { clientId: `a:${org}:bench`, username: apiKey.key, password: apiKey.token, clean };
  return { clientId: `d:${org}:bench:d${who}`, username: 'use-token-auth', password: 'bench-token', clean };
}

/** The platform gives devices' topics the long form; other brokers get it from the start. */
function publishPacket({ rewrites }: Address, device: number, qos: 0 | 1, messageId: number): Buffer {
  const topic = rewrites ? 'iot-2/evt/status/fmt/json' : `iot-2/type/bench/id/d${device}/evt/status/fmt/json`;
  return encode({ cmd: 'publish', topic, payload, qos, dup: false, retain: false, ...(qos === 0 ? {} : { messageId }) });
}
