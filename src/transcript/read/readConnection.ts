import type { ConnectionStep } from '../model.ts';
import type { Report } from '../remark.ts';
import type { Fields } from './fields.ts';
import { qosValues } from './readMessage.ts';
import type { StepBase } from './stepContext.ts';
import { commonMembers, connectionEventNames, connectionMembers, stepMembers } from './stepMembers.ts';

/** Reads a connection event; `undefined` when it is unknown which. */
export function readConnection(fields: Fields, base: StepBase, report: Report): ConnectionStep | undefined {
  const event = fields.choice('connection', connectionEventNames);
  if (event === undefined) return undefined;
  const known = [...stepMembers.connection.members, ...connectionMembers[event.value], ...commonMembers];
  fields.onlyKnows(known, `The connection event "${event.value}"`);
  const cleanSession = fields.flag('cleanSession');
  const filter = fields.text('filter');
  const qos = fields.choice('qos', qosValues);
  const by = fields.choice('by', ['device', 'platform'] as const);
  const code = fields.whole('code');
  if (event.value === 'subscribed' && !fields.has('filter')) {
    report({
      rule: 'transcript/filter',
      message: 'It is not said what is subscribed to. The transcript cannot run. Add filter, such as "iotdm-1/#".',
      range: fields.keyRange('connection'),
    });
  }
  return {
    type: 'connection',
    ...base,
    event,
    ...(cleanSession === undefined ? {} : { cleanSession }),
    ...(filter === undefined ? {} : { filter }),
    ...(qos === undefined ? {} : { qos }),
    ...(by === undefined ? {} : { by }),
    ...(code === undefined ? {} : { code }),
  };
}
