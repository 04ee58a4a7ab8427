import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ActionReport } from '../../../../src/rpc/device/actionState.ts';
import type { DeviceProblem } from '../../../../src/rpc/device/deviceState.ts';
import { actionReportText, problemsText } from '../../../../src/workbench/embeddedPlatform/reports/reportText.ts';
import { deviceState } from '../../../support/workbench/deviceState.ts';

const lamp = deviceState('lamp', 'l-1');
const started = Date.UTC(2026, 2, 1, 10);
const problem: DeviceProblem = {
  rule: 'dm/rc-answer',
  severity: 'warning',
  message: `The answer has rc 200. ${'Send 202. '.repeat(20)}`,
  topic: 'iotdevice-1/response',
  first: started,
  last: started + 5000,
  times: 2,
};

describe('the report of a device’s problems', () => {
  it('says rule, message, topic and times', () => {
    const text = problemsText(lamp, [problem, { ...problem, times: 1 }]);
    assert.match(text, /^Problems of lamp l-1\n====/);
    assert.match(text, /\nwarning {2}dm\/rc-answer\n {2}The answer has rc 200/);
    assert.match(text, /\n {2}on iotdevice-1\/response\n {2}2 times, first 2026-03-01T10:00:00\.000Z, last 2026-03-01T10:00:05\.000Z\n/);
    assert.ok(text.split('\n').every((line) => line.length <= 100));
  });

  it('says that there are none', () => assert.match(problemsText(lamp, []), /Nothing that the platform minds/));

  it('lets nothing from the wire look like a line of ours', () => {
    const text = problemsText(lamp, [{ ...problem, message: 'one\r\n\nerror  dm/forged', topic: 'a\nb' }]);
    assert.equal(text.split('\n').filter((line) => /^(error|warning)/.test(line)).length, 1);
  });
});

describe('the report of an action', () => {
  const report: ActionReport = {
    requestId: 'r-1',
    action: 'firmware/download',
    device: lamp,
    state: 'accepted',
    rc: 202,
    note: 'The device downloads.',
    progress: { sent: 500, total: 1000 },
    started,
    changed: started + 1500,
    timeline: [
      { time: started, direction: 'none', text: 'Requested.' },
      { time: started + 20, direction: 'down', kind: 'dm.firmwareDownload', reqId: 'q-1', text: '' },
      { time: started + 1500, direction: 'up', kind: 'dm.deviceResponse', reqId: 'q-1', rc: 202, text: 'accepted' },
    ],
    problems: [problem],
  };

  it('is its state, its timeline and its problems', () => {
    const text = actionReportText(report);
    for (const line of [
      /^Device {3}lamp l-1$/m,
      /^State {4}accepted, rc 202$/m,
      /^Image {4}500 bytes of 1 kB \(50 %\)$/m,
      /^ +0\.000 s {2}Requested\.$/m,
      /^ +0\.020 s {2}[^\n]*to the device \(reqId q-1\)$/m,
      /^ +1\.500 s {2}[^\n]*from the device, rc 202: accepted \(reqId q-1\)$/m,
      /^Problems$/m,
    ])
      assert.match(text, line);
  });

  it('leaves out what there is not', () => {
    const { progress: _progress, rc: _rc, ...short } = report;
    const text = actionReportText({ ...short, problems: [] });
    assert.doesNotMatch(text, /Problems|Image/);
  });
});
