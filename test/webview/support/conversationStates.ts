import type { ShownConversation } from '../../../src/rpc/log/conversationContract.ts';
import type { ConversationPicture, ConversationStep } from '../../../src/rpc/log/logStudies.ts';
import type { LogRow } from '../../../src/rpc/log/traffic.ts';

const began = Date.UTC(2026, 2, 1, 9, 42, 13);

const plain: LogRow = {
  seq: 0,
  time: began,
  clientId: 'd:abc123:thermostat:t-100',
  at: 'platform',
  direction: 'down',
  topic: 'iotdm-1/response',
  preview: '',
  size: 30,
  problems: 0,
};

/** A step `after` so many milliseconds from the beginning. */
export function step(
  seq: number,
  after: number,
  label: string,
  row: Partial<LogRow> = {},
  more: Partial<ConversationStep> = {},
): ConversationStep {
  return { row: { ...plain, seq, time: began + after, ...row }, label, problems: [], ...more };
}

const up = { direction: 'up' } as const;
const answered = { ...up, kind: 'dm.deviceResponse' } as const;

/** A firmware download that fails, with everything that a picture can have. */
export const download: ConversationPicture = {
  title: 'Firmware download',
  clientId: 'd:abc123:thermostat:t-100',
  steps: [
    step(1, 0, 'Device update: mgmt.firmware, version 1.4.2', {
      kind: 'dm.deviceUpdate',
      rc: 204,
      rcMeaning: 'the attributes are changed',
    }),
    step(2, 12.4, 'rc 204', { ...answered, rc: 204, rcMeaning: 'the attributes are changed' }),
    step(3, 13, 'Observe: mgmt.firmware', { kind: 'dm.observe' }),
    step(4, 20, 'rc 200', { ...answered, rc: 200, rcMeaning: 'the device notifies from now on; d.fields may hold the current values' }),
    step(5, 21, 'Firmware download', { kind: 'dm.firmwareDownload' }),
    step(6, 64, 'rc 202', {
      ...answered,
      rc: 202,
      rcMeaning: 'the download begins; the device reports it by notify with state 1, and 2 at the end',
    }),
    step(
      7,
      1064,
      'Notify: state 1 (downloading)',
      { ...up, kind: 'dm.notify' },
      { repeated: { times: 12, last: { ...plain, seq: 30, time: began + 42_000 } } },
    ),
    step(31, 43_000, 'Connection closed', {
      ...up,
      kind: 'connection.closed',
      preview: 'The client sent nothing for one and a half keep-alives.',
    }),
    step(32, 61_000, 'Connected', { ...up, kind: 'connection.open', preview: 'From 192.168.1.40:50112, earlier session resumed' }),
    step(
      33,
      61_900,
      'Notify: state 2 (downloaded)',
      { ...up, kind: 'dm.notify', problems: 2 },
      {
        problems: [
          {
            rule: 'conversation/firmware-order',
            severity: 'error',
            message:
              'The device reports state 2 (downloaded) without having reported state 1 (downloading). Report state 1 when the download begins.',
          },
          { rule: 'dm/deprecated-topic', severity: 'warning', message: 'An old form.' },
        ],
      },
    ),
  ],
  left: 0,
  expected: { from: 'platform', text: 'The platform cancels the observation of mgmt.firmware.' },
};

/** Names and texts that try to be more than text. */
const hostileText = '<img src=x onerror=alert(1)>\u202egnp\u0007\u2028';

export const hostile: ConversationPicture = {
  title: hostileText,
  clientId: `g:abc123:${hostileText}:x`,
  behind: hostileText.repeat(100),
  steps: [
    step(
      1,
      0,
      hostileText,
      { kind: 'dm.notify', direction: 'up' },
      { problems: [{ rule: 'schema/type', severity: 'error', message: hostileText }] },
    ),
    step(2, -5000, 'W'.repeat(5000), { kind: 'connection.closed', preview: hostileText }),
  ],
  left: 3,
};

/** Many steps, the way a long action has them. */
export function long(count: number): ConversationPicture {
  const steps = Array.from({ length: count }, (_, at) => step(at + 1, at * 100, `Notify ${at + 1}`, { ...up, kind: 'dm.notify' }));
  return { ...download, steps };
}

export function shown(picture: ConversationPicture, log: 'live' | 'file-1' = 'live'): ShownConversation {
  return { place: { log, seq: picture.steps[0]?.row.seq ?? 1 }, picture };
}
