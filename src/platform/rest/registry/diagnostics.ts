import { createHash } from 'node:crypto';
import type { DeviceName, JsonObject, LogEntry } from '../../../rpc/device/deviceState.ts';
import { withErrorCode, withLogEntry } from '../../dm/records/diagnostics.ts';
import { expectPart, memberOf, objectBody, withoutNulls } from '../http/jsonBody.ts';
import { notFound, refused } from '../http/refused.ts';
import { created, found, nothing, type Answer, type Call, type Route } from '../http/route.ts';
import type { RestSurroundings } from '../restSurroundings.ts';
import { textMember } from './attributes.ts';
import { devicePath, expectDevice } from './devices.ts';

/** Logs and error codes of devices [D-model, ND, ND2]. */
export function diagnosticRoutes(surroundings: RestSurroundings): readonly Route[] {
  const [logs, codes] = [`${devicePath}/diag/logs`, `${devicePath}/diag/errorCodes`];
  return [
    { method: 'GET', path: logs, by: 'application', serve: (call) => found(listLog(surroundings, call)) },
    { method: 'POST', path: logs, by: 'application', serve: (call) => created(addLog(surroundings, call)) },
    { method: 'DELETE', path: logs, by: 'application', serve: (call) => change(surroundings, call, { log: [] }) },
    { method: 'GET', path: `${logs}/{logId}`, by: 'application', serve: (call) => found(getLog(surroundings, call)) },
    { method: 'DELETE', path: `${logs}/{logId}`, by: 'application', serve: (call) => deleteLog(surroundings, call) },
    { method: 'GET', path: codes, by: 'application', serve: (call) => found(listCodes(surroundings, call)) },
    { method: 'POST', path: codes, by: 'application', serve: (call) => created(addCode(surroundings, call)) },
    { method: 'DELETE', path: codes, by: 'application', serve: (call) => change(surroundings, call, { errorCodes: [] }) },
  ];
}

interface ShownEntry extends LogEntry, DeviceName {
  readonly id: string;
}

/**
 * The latest first. An entry is named by its content, and one that was sent several times by how often; so names stay
 * while others come and go.
 */
function listLog({ storage, records }: RestSurroundings, call: Call): readonly ShownEntry[] {
  const { typeId, deviceId } = expectDevice(storage.registry, call);
  const times = new Map<string, number>();
  const { log } = records.of({ typeId, deviceId });
  const oldestFirst = log.toReversed().map((entry) => {
    const hash = createHash('sha256').update(JSON.stringify(entry)).digest('hex').slice(0, 24);
    const time = (times.get(hash) ?? 0) + 1;
    times.set(hash, time);
    const { logData } = entry;
    return { id: `${hash}-${time}`, typeId, deviceId, ...entry, data: logData ?? '' };
  });
  return oldestFirst.toReversed();
}

function getLog(surroundings: RestSurroundings, call: Call): ShownEntry {
  const entry = listLog(surroundings, call).find(({ id }) => id === call.parts['logId']);
  if (entry === undefined) throw notFound('The log entry');
  return entry;
}

function deleteLog(surroundings: RestSurroundings, call: Call): Answer {
  const { storage, records } = surroundings;
  const at = listLog(surroundings, call).findIndex(({ id }) => id === call.parts['logId']);
  if (at < 0) throw notFound('The log entry');
  const device = expectDevice(storage.registry, call);
  records.change(device, { log: records.of(device).log.toSpliced(at, 1) });
  return nothing;
}

/** Without a time, it is now. What devices call `data` is `logData` here [D-model]; either is taken. */
function addLog(surroundings: RestSurroundings, call: Call): object {
  const { storage, records, clock } = surroundings;
  const device = expectDevice(storage.registry, call);
  const { logData, ...body } = withoutNulls(objectBody(call));
  const entry: JsonObject = {
    timestamp: new Date(clock.now()).toISOString(),
    severity: 0,
    ...(logData === undefined ? {} : { data: logData }),
    ...body,
  };
  expectPart('dm.addLog', entry);
  const [message, timestamp, severity, data] = [
    String(entry['message']),
    String(entry['timestamp']),
    Number(entry['severity']),
    memberOf(entry, 'data'),
  ];
  const kept = { message, timestamp, severity, ...(typeof data === 'string' ? { logData: data } : {}) };
  records.change(device, { log: withLogEntry(records.of(device).log, kept) });
  return kept;
}

function listCodes({ storage, records }: RestSurroundings, call: Call): object {
  return records.of(expectDevice(storage.registry, call)).errorCodes;
}

function addCode({ storage, records, clock }: RestSurroundings, call: Call): object {
  const device = expectDevice(storage.registry, call);
  const body = withoutNulls(objectBody(call));
  expectPart('dm.addErrorCode', body);
  const timestamp = textMember(body, 'timestamp') ?? new Date(clock.now()).toISOString();
  if (Number.isNaN(Date.parse(timestamp))) {
    throw refused(400, 'timestamp is no time.', 'times are ISO 8601', 'Correct timestamp, or leave it out.');
  }
  const kept = { errorCode: Number(body['errorCode']), timestamp };
  records.change(device, { errorCodes: withErrorCode(records.of(device).errorCodes, kept.errorCode, kept.timestamp) });
  return kept;
}

function change({ storage, records }: RestSurroundings, call: Call, empty: { log: [] } | { errorCodes: [] }): Answer {
  records.change(expectDevice(storage.registry, call), empty);
  return nothing;
}
