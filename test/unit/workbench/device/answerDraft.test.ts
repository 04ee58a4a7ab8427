import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answeredKinds } from '../../../../src/replies/answerMode.ts';
import {
  answerPreview,
  beginsFirmware,
  codesFor,
  codesOf,
  firmwareEnds,
  readTypedCode,
} from '../../../../src/workbench/device/answerDraft.ts';

test('every kind of request has codes to answer with, the usual one first', () => {
  const usual = answeredKinds.map((kind) => [kind, codesOf(kind)[0]?.rc]);
  assert.deepEqual(Object.fromEntries(usual), {
    'dm.reboot': 202,
    'dm.factoryReset': 202,
    'dm.firmwareDownload': 202,
    'dm.firmwareUpdate': 202,
    'dm.customAction': 200,
    'dm.deviceUpdate': 204,
    'dm.observe': 200,
    'dm.cancel': 200,
  });
});

test('what a correct device would answer now comes first, and nothing is left out', () => {
  const inOrder = (usual?: number) =>
    codesFor({ kind: 'dm.firmwareUpdate', ...(usual === undefined ? {} : { usual }) }).map(({ rc }) => rc);
  assert.equal(inOrder(400)[0], 400);
  assert.deepEqual(new Set(inOrder(400)), new Set(inOrder()));
  assert.deepEqual(inOrder(999), inOrder());
});

test('a typed return code is a whole number', () => {
  for (const [text, rc] of [
    ['200', 200],
    [' 503 ', 503],
    ['rc 404', 404],
    ['RC202', 202],
    ['0', 0],
    ['-1', -1],
  ] as const)
    assert.equal(readTypedCode(text), rc);
  for (const text of ['', 'rc', '2.5', '2e2', 'ok', '1234567890', '0x10', '٢'])
    assert.deepEqual(readTypedCode(text), { refused: 'A return code is a whole number, such as 200.' });
});

test('only a firmware action that is accepted ends later', () => {
  assert.ok(beginsFirmware('dm.firmwareDownload', 202) && beginsFirmware('dm.firmwareUpdate', 202));
  assert.ok(!beginsFirmware('dm.firmwareDownload', 500) && !beginsFirmware('dm.reboot', 202));
});

test('firmware ends well first, then as it is documented for the action, then otherwise', () => {
  const ends = (kind: Parameters<typeof firmwareEnds>[0]) =>
    firmwareEnds(kind).map(({ updateStatus, documented }) => [updateStatus, documented]);
  assert.deepEqual(ends('dm.firmwareDownload'), [
    [undefined, true],
    [2, true],
    [3, true],
    [4, true],
    [6, true],
    [5, false],
  ]);
  assert.deepEqual(ends('dm.firmwareUpdate'), [
    [undefined, true],
    [2, true],
    [5, true],
    [3, false],
    [4, false],
    [6, false],
  ]);
  assert.equal(firmwareEnds('dm.firmwareDownload')[3]?.meaning, 'verification failed');
});

test('the preview is the payload without reqId', () => {
  assert.equal(answerPreview({ rc: 202 }), '{"rc":202}');
  assert.equal(
    answerPreview({ rc: 500, message: 'No', d: { fields: [] }, updateStatus: 4, anyway: true }),
    '{"rc":500,"message":"No","d":{"fields":[]}}',
  );
});
