import { mostOf } from '../../wiotp/limitTable.ts';
import { idleFilter } from '../../wiotp/topics/idleFilter.ts';
import { topicFault } from '../../wiotp/topics/topicFault.ts';
import type { ConnectionProfile } from '../profile.ts';
import { isPlatform, topicUserOf } from '../topicUser.ts';
import { error, warning, type FaultFound, type ProfileRule } from './profileRule.ts';

type Subscriber = Pick<ConnectionProfile, 'client' | 'target' | 'org' | 'mqttVersion'>;

/** Rules about the subscriptions that a profile makes. */
export const subscriptionRules: readonly ProfileRule[] = [
  error('subscriptions', (profile) => (isPlatform(profile) ? each(profile, filterFault) : undefined)),
  warning('subscriptions', (profile) => (isPlatform(profile) ? undefined : each(profile, filterFault))),
  warning('subscriptions', (profile) => each(profile, idleFault)),
  warning('subscriptions', ({ subscriptions }) => {
    const before = new Set<string>();
    return subscriptions.flatMap(({ filter }, at) => {
      if (!before.has(filter)) {
        before.add(filter);
        return [];
      }
      return [{ message: 'This filter stands there before; only the QoS of the last one counts. Leave one out.', below: [at, 'filter'] }];
    });
  }),
  warning('subscriptions', ({ subscriptions, client }) => {
    const most = mostOf(client.sender === 'application' ? 'applicationSubscriptions' : 'deviceSubscriptions', 'standard');
    return subscriptions.length > most ? `These are ${subscriptions.length} subscriptions; the platform allows ${most}.` : undefined;
  }),
];

/** Why a profile may not subscribe to a filter, and what it may have meant; `undefined` for one that is allowed. */
export function filterFault(profile: Subscriber, filter: string): FaultFound | undefined {
  const fault = topicFault(topicUserOf(profile), 'subscribe', filter, { mqtt: profile.mqttVersion });
  if (fault === undefined) return undefined;
  const { reason, consequence, advice, nearest } = fault;
  return { message: `${reason} ${consequence} ${advice}`, ...(nearest === undefined ? {} : { nearest }) };
}

/** Why a filter that a profile may use catches nothing. */
export function idleFault(profile: Subscriber, filter: string): FaultFound | undefined {
  const fault = idleFilter(topicUserOf(profile), filter);
  if (fault === undefined) return undefined;
  const { reason, advice, nearest } = fault;
  return { message: `${reason} ${advice}`, ...(nearest === undefined ? {} : { nearest }) };
}

function each(profile: ConnectionProfile, fault: (profile: Subscriber, filter: string) => FaultFound | undefined): readonly FaultFound[] {
  return profile.subscriptions.flatMap(({ filter }, at) => {
    const found = fault(profile, filter);
    return found === undefined ? [] : [{ ...found, below: [at, 'filter'] }];
  });
}
