import { ArchiveReader } from '../../../src/engine/log/reading/archiveReader.ts';
import { lintJudge } from '../../../src/engine/log/verdicts/judge.ts';
import type { SeenRecord } from './packRecords.ts';
import { packRecords } from './packRecords.ts';
import { TrafficLog } from '../../../src/engine/log/arrival/trafficLog.ts';
import { openStore } from '../../../src/engine/store/openStore.ts';
import { TrafficArchive } from '../../../src/engine/store/trafficArchive.ts';
import type { LogCounters } from '../../../src/rpc/log/logCalls.ts';
import { systemClock } from '../../../src/rpc/node/clock.ts';
import { bytesOf, recorded } from './messages.ts';

/** What a log was filled with. */
export interface Filled {
  readonly counters: LogCounters;
  /** Bytes of all payloads. */
  readonly bytes: number;
}

const perBatch = 1_000;
/** Messages are so far apart, in milliseconds. */
const everyMs = 0.5;

/**
 * Fills the log in a folder with so many messages, as fast as it goes, each taken in, judged and stored as traffic is: events of a
 * hundred devices with 200 bytes each, and in every thousand messages a connection, an observe request with its answer, an
 * event of the wrong shape and a note of the platform. The last message is a millisecond old.
 */
export function fillLog(folder: string, messages: number): Filled {
  const archive = new TrafficArchive(openStore(folder), { clock: systemClock, moved: failed });
  const bench = { judge: lintJudge() };
  const reader = new ArchiveReader(archive, bench);
  const log = new TrafficLog({ archive, reader, bench, clock: systemClock, grew: () => undefined });
  const begin = systemClock.now() - messages * everyMs;
  let bytes = 0;
  for (let from = 0; from < messages; from += perBatch) {
    const batch = Array.from({ length: Math.min(perBatch, messages - from) }, (_, at) => seen(from + at, begin));
    for (const { record } of batch) bytes += record.payload.byteLength;
    log.take(packRecords(batch), { session: 0, platform: 0 });
  }
  const { counters } = log;
  log.close();
  return { counters, bytes };
}

function failed({ notice }: { readonly notice?: string }): never {
  throw new Error(notice);
}

/** Every source has its share: the session every tenth message, the platform the others. */
function seen(at: number, begin: number): SeenRecord {
  const device = at % 100;
  const base = { time: begin + at * everyMs, clientId: `d:bench:thermostat:device-${device}` };
  return { at: at % 10 === 0 ? 'session' : 'platform', record: { ...recorded(base), ...rare(at), ...base } };
}

const text = 'x'.repeat(110);

function rare(at: number): Parameters<typeof recorded>[0] {
  const reqId = String(at - (at % perBatch));
  switch (at % perBatch) {
    case 100:
      return { topic: '', payload: bytesOf(''), event: { kind: 'connection.open', peer: '127.0.0.1:50000', cleanSession: true } };
    case 300:
      return { direction: 'down', topic: 'iotdm-1/observe', payload: bytesOf({ reqId, d: { fields: [{ field: 'location' }] } }) };
    case 400:
      return { topic: 'iotdevice-1/response', payload: bytesOf({ rc: 200, reqId }) };
    case 501:
      return { payload: bytesOf('{"d":') };
    case 701:
      return { note: { what: 'dropped', reason: 'Nobody has subscribed to it.' } };
    default:
      return { payload: bytesOf({ d: { temperature: 20 + (at % 50) / 10, state: 'running', serial: String(at).padStart(7, '0'), text } }) };
  }
}
