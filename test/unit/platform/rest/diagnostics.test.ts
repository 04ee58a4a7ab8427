import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rest, type RestAnswer } from '../../../support/platform/restClient.ts';
import { startPlatform } from '../../../support/platform/testPlatform.ts';

type Json = Record<string, unknown>;

function json({ json: value }: RestAnswer): Json {
  return value as Json;
}

test('locations: none at first, then what was put, with times', async (t) => {
  const started = await startPlatform(t);
  const path = '/device/types/sensor/devices/one/location';
  assert.equal((await rest(started, `GET ${path}`)).status, 404);
  const put = await rest(started, `PUT ${path}`, { body: { latitude: 50, longitude: 60, accuracy: null } });
  assert.equal(put.status, 200, put.text);
  const { measuredDateTime, updatedDateTime, ...location } = json(put);
  assert.deepEqual(location, { latitude: 50, longitude: 60 });
  for (const time of [measuredDateTime, updatedDateTime]) assert.ok(Math.abs(Date.parse(String(time)) - Date.now()) < 60_000);
  assert.deepEqual((await rest(started, `GET ${path}`)).json, put.json);
});

test('logs: newest first, named, deleted one by one and all', async (t) => {
  const started = await startPlatform(t);
  const path = '/device/types/sensor/devices/one/diag/logs';
  assert.deepEqual((await rest(started, `GET ${path}`)).json, []);
  const entry = { message: 'hi', severity: 1, data: 'MQ==', timestamp: '2026-01-02T03:04:05Z' };
  for (const body of [entry, { message: 'second' }, entry]) assert.equal((await rest(started, `POST ${path}`, { body })).status, 201);
  const log = (await rest(started, `GET ${path}`)).json as readonly Json[];
  assert.deepEqual(
    log.map(({ message }) => message),
    ['hi', 'second', 'hi'],
  );
  assert.equal(new Set(log.map(({ id }) => id)).size, 3);
  assert.deepEqual((await rest(started, `GET ${path}/${String(log[1]?.['id'])}`)).json, log[1]);
  assert.equal((await rest(started, `DELETE ${path}/${String(log[1]?.['id'])}`)).status, 204);
  assert.deepEqual((await rest(started, `GET ${path}`)).json, [log[0], log[2]]);
  assert.deepEqual([(await rest(started, `GET ${path}/none`)).status, (await rest(started, `DELETE ${path}/none`)).status], [404, 404]);
  const bad = await rest(started, `POST ${path}`, { body: { ...entry, severity: 3 } });
  assert.deepEqual([bad.status, (json(bad)['violations'] as readonly unknown[]).length], [400, 1]);
  assert.equal((await rest(started, `DELETE ${path}`)).status, 204);
  assert.deepEqual((await rest(started, `GET ${path}`)).json, []);
});

test('the data of a log entry are called logData, or data as devices say', async (t) => {
  const started = await startPlatform(t);
  const path = '/device/types/sensor/devices/one/diag/logs';
  const sent: readonly (readonly [body: Json, kept: unknown])[] = [
    [{ logData: 'MQ==' }, 'MQ=='],
    [{ data: 'Mg==' }, 'Mg=='],
    [{ logData: 'MQ==', data: 'Mg==' }, 'Mg=='],
    [{ logData: 'MQ==', data: null }, 'MQ=='],
    [{ logData: null }, undefined],
  ];
  for (const [data, kept] of sent) {
    const added = await rest(started, `POST ${path}`, { body: { message: 'm', ...data } });
    assert.deepEqual([added.status, json(added)['logData']], [201, kept], JSON.stringify(data));
    const [entry] = (await rest(started, `GET ${path}`)).json as readonly Json[];
    assert.deepEqual([entry?.['logData'], entry?.['data']], [kept, kept ?? '']);
  }
  assert.equal((await rest(started, `POST ${path}`, { body: { message: 'm', logData: 5 } })).status, 400);
});

test('error codes: newest first, cleared together', async (t) => {
  const started = await startPlatform(t);
  const path = '/device/types/sensor/devices/one/diag/errorCodes';
  for (const errorCode of [0, 99]) assert.equal((await rest(started, `POST ${path}`, { body: { errorCode } })).status, 201);
  assert.deepEqual(
    ((await rest(started, `GET ${path}`)).json as readonly Json[]).map(({ errorCode }) => errorCode),
    [99, 0],
  );
  for (const body of [{ errorCode: '5' }, {}, { errorCode: 5, timestamp: 'now' }, { errorCode: 5, timestamp: {} }]) {
    assert.equal((await rest(started, `POST ${path}`, { body })).status, 400, JSON.stringify(body));
  }
  assert.equal((await rest(started, `DELETE ${path}`)).status, 204);
  assert.deepEqual((await rest(started, `GET ${path}`)).json, []);
});
