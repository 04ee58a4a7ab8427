/** What a free level of a topic stands for, and a value to show when there is none. */
const freeLevels: Readonly<Record<string, readonly [name: string, sample: string]>> = {
  eventId: ['event ID', 'status'],
  commandId: ['command ID', 'reset'],
  format: ['format', 'json'],
  typeId: ['device type', 'mytype'],
  deviceId: ['device ID', 'mydevice'],
  thingTypeId: ['thing type', 'mythingtype'],
  thingId: ['thing ID', 'mything'],
  interfaceId: ['logical interface', 'myinterface'],
  ruleId: ['rule ID', 'myrule'],
  appId: ['application ID', 'myapp'],
  operation: ['operation', 'manage'],
  group: ['group', 'diag'],
  attribute: ['attribute', 'log'],
};

/** A level of a rule in words: `the event ID`, `"fmt"`, `at least one level`. */
export function levelName(wanted: string): string {
  if (!wanted.startsWith('{')) return wanted === '*' ? 'at least one level' : `"${wanted}"`;
  return `the ${freeLevels[wanted.slice(1, -1)]?.[0] ?? 'name'}`;
}

/** Something to write in a free level, `{eventId}` as in a rule: `status`. */
export function levelSample(wanted: string): string {
  return freeLevels[wanted.slice(1, -1)]?.[1] ?? 'name';
}
