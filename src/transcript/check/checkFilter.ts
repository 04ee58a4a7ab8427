import type { LintOptions } from '../../lint/options.ts';
import { formOf, longForm } from '../../wiotp/topics/deviceForm.ts';
import { idleFilter, type Ineffective } from '../../wiotp/topics/idleFilter.ts';
import { topicFault } from '../../wiotp/topics/topicFault.ts';
import type { ConnectionStep, Header, Located } from '../model.ts';
import type { Remark } from '../remark.ts';
import { ownIds, useTopic } from './ownDevice.ts';
import { senderOf } from './topicSide.ts';

/** What is wrong with the filter of a subscription: the platform refuses it, or it catches nothing. */
export function checkFilter({ event, filter }: ConnectionStep, header: Header, { limits }: LintOptions): Remark | undefined {
  if (event.value !== 'subscribed' || filter === undefined || filter.value.includes('${')) return undefined;
  const client = senderOf(header.classId);
  const fault = topicFault(limits === 'quickstart' ? 'quickstartDevice' : client, 'subscribe', filter.value);
  if (fault !== undefined) {
    const { reason, consequence, advice } = fault;
    return remark('transcript/filter', filter, `${reason} ${consequence} ${advice}`, fault.nearest);
  }
  const idle = idleFilter(client, filter.value) ?? otherGateway(filter.value, header);
  return idle === undefined ? undefined : remark('transcript/idle-filter', filter, `${idle.reason} ${idle.advice}`, idle.nearest);
}

/** What the platform tells a gateway about its own messages, it tells no other gateway [D-gw]. */
function otherGateway(filter: string, header: Header): Ineffective | undefined {
  const own = ownIds(header);
  const form = formOf(filter);
  if (own === undefined || form.device === undefined || form.first !== 'iot-2' || form.below.join('/') !== 'notify') return undefined;
  const { typeId, deviceId } = form.device;
  if (['+', own.typeId].includes(typeId) && ['+', own.deviceId].includes(deviceId)) return undefined;
  const nearest = longForm({ ...form, device: own }, own);
  return {
    reason:
      'The platform sends a gateway only the notifications about its own messages, with its own IDs: this filter never catches anything.',
    advice: `Use "${nearest}".`,
    nearest,
  };
}

function remark(rule: Remark['rule'], filter: Located<string>, message: string, nearest: string | undefined): Remark {
  return { rule, message, range: filter.range, ...(nearest === undefined ? {} : { fix: useTopic(nearest, filter) }) };
}
