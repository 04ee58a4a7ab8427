import type { RuleExample } from '../rule.ts';

/** What the steps of an example are. */
interface Steps {
  /** What counts as done before the first step; managed when it is left out. */
  readonly starts?: 'connected' | 'offline';
  readonly wrong: readonly string[];
  readonly right: readonly string[];
}

/** An example that is a transcript with one step per line. */
export function transcriptExample({ starts, wrong, right }: Steps): RuleExample {
  const header = starts === undefined ? '' : `  "starts": "${starts}",\n`;
  const written = (steps: readonly string[]) => `{\n${header}  "steps": [\n${steps.map((step) => `    ${step}`).join(',\n')}\n  ]\n}`;
  return { transcript: 'json', wrong: written(wrong), right: written(right) };
}

/** A message as a step. */
export function message(topic: string, payload: unknown): string {
  return `{ "topic": "${topic}", "payload": ${JSON.stringify(payload)} }`;
}

/** The device’s answer as a step. */
export function answer(rc: number, reqId: string): string {
  return message('iotdevice-1/response', { rc, reqId });
}

/** Steps that several examples have. */
export const common = {
  open: '{ "connection": "open" }',
  closed: '{ "connection": "closed" }',
  subscribed: '{ "connection": "subscribed", "filter": "iotdm-1/#" }',
  manage: message('iotdevice-1/mgmt/manage', { reqId: 'manage-1' }),
  observe: message('iotdm-1/observe', { d: { fields: [{ field: 'mgmt.firmware' }] }, reqId: 'observe-1' }),
  observed: answer(200, 'observe-1'),
  reboot: message('iotdm-1/mgmt/initiate/device/reboot', { reqId: 'reboot-1' }),
  download: message('iotdm-1/mgmt/initiate/firmware/download', { reqId: 'download-1' }),
  update: message('iotdm-1/mgmt/initiate/firmware/update', { reqId: 'update-1' }),
} as const;

/** A notification of the firmware as a step. */
export function notify(value: Readonly<Record<string, number>>): string {
  return message('iotdevice-1/notify', { d: { fields: [{ field: 'mgmt.firmware', value }] } });
}
