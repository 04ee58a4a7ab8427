import { maxPayloadBytes } from './limits.ts';

/** Whose limits count: the plans of the classic service, Maximo Application Suite, or Quickstart. */
export type LimitsProfile = 'lite' | 'standard' | 'mas' | 'quickstart';

/** What a limit counts. */
export type LimitUnit =
  | 'bytes'
  | 'bytes/s'
  | 'bytes/month'
  | 'messages'
  | 'messages/s'
  | 'calls/s'
  | 'connections/s'
  | 'subscriptions'
  | 'devices'
  | 'requests'
  | 'versions'
  | 'event IDs'
  | 'formats'
  | 'levels'
  | 'characters'
  | 'seconds';

/** One limit of the platform. */
export interface Limit {
  /** Such as `deviceMessageRate`. */
  readonly name: LimitName;
  /** Such as `Messages that a device publishes`. */
  readonly title: string;
  readonly unit: LimitUnit;
  /** The most that is allowed. `undefined` where there is no limit, nothing of the kind, or nothing known. */
  readonly most: Readonly<Record<LimitsProfile, number | undefined>>;
  /** What happens beyond it, as a full sentence. */
  readonly beyond: string;
}

const [kilobyte, megabyte, hour, day] = [1024, 1_048_576, 3600, 86_400];

/** [BLOG-rate] */
const slowed = 'The platform reads from the connection more slowly; nothing is lost.';
const unacknowledged = 'The platform waits until some are acknowledged.';
const tooMany = 'The platform closes the connection with code 154.';
const oldestLost = 'The oldest is lost.';
const notKept = 'Further ones are not kept.';
const notTold = 'The documents do not say.';

const table = [
  {
    name: 'payload',
    title: 'Payload of a message',
    unit: 'bytes',
    most: { lite: maxPayloadBytes, standard: maxPayloadBytes, mas: maxPayloadBytes, quickstart: maxPayloadBytes },
    beyond: 'The platform closes the connection with code 287.',
  } as const,
  limit('deviceMessageRate', 'Messages that a device publishes', 'messages/s', 5, 10, slowed),
  limit('deviceByteRate', 'Data that a device publishes', 'bytes/s', 20 * kilobyte, 40 * kilobyte, slowed),
  limit('gatewayMessageRate', 'Messages that a gateway publishes', 'messages/s', 50, 100, slowed),
  limit('gatewayByteRate', 'Data that a gateway publishes', 'bytes/s', 200 * kilobyte, 400 * kilobyte, slowed),
  limit('applicationMessageRate', 'Messages that an application publishes', 'messages/s', 10, 20, slowed),
  limit('applicationByteRate', 'Data that an application publishes', 'bytes/s', 40 * kilobyte, 80 * kilobyte, slowed),
  {
    name: 'quickstartMessageRate',
    title: 'Messages that a Quickstart device publishes',
    unit: 'messages/s',
    most: { lite: undefined, standard: undefined, mas: undefined, quickstart: 1 },
    beyond: 'The platform may drop messages.',
  } as const,
  limit('commandRate', 'Commands to one device', 'messages/s', 1, 2, slowed),
  limit('commandByteRate', 'Data in commands to one device', 'bytes/s', undefined, 8 * kilobyte, slowed),
  limit('httpEventRate', 'Events of one device over HTTP', 'messages/s', 0.5, 1, slowed),
  limit('httpByteRate', 'Data of one device over HTTP', 'bytes/s', 2 * kilobyte, 4 * kilobyte, slowed),
  limit(
    'connectionRate',
    'New connections of devices in an organisation',
    'connections/s',
    10,
    300,
    'Further connections are delayed or denied.',
  ),
  limit('deviceInflight', 'Unacknowledged messages of a device', 'messages', 10, 10, unacknowledged),
  limit('gatewayInflight', 'Unacknowledged messages of a gateway', 'messages', 1000, 1000, unacknowledged),
  limit('applicationInflight', 'Unacknowledged messages of an application', 'messages', 2000, 2000, unacknowledged),
  limit('outboundInflight', 'Unacknowledged messages to a device', 'messages', 10, 10, unacknowledged),
  limit('deviceSubscriptions', 'Subscriptions of a device', 'subscriptions', 50, 50, tooMany),
  limit('applicationSubscriptions', 'Subscriptions of an application', 'subscriptions', 500, 500, tooMany),
  limit('offlineQueue', 'Messages kept for each subscription of an offline device', 'messages', 50, 50, oldestLost),
  limit('sharedBuffer', 'Messages kept for a shared application', 'messages', 50_000, 50_000, oldestLost),
  limit(
    'commandTime',
    'Time for which a command waits for an offline device, unless set',
    'seconds',
    48 * hour,
    48 * hour,
    'The command is dropped.',
  ),
  limit('longestCommandTime', 'Time to which that can be set', 'seconds', 7 * day, 7 * day, 'A longer time cannot be set.'),
  limit('eventTime', 'Time for which an event is kept', 'seconds', 24 * hour, 24 * hour, 'The event is dropped.'),
  limit('lastEventIds', 'Event IDs of a device whose last event is kept', 'event IDs', 5, 5, notKept),
  limit('lastEventFormats', 'Formats of a device whose last event is kept', 'formats', 2, 3, notKept),
  limit('lastEventTime', 'Time for which the last event is kept', 'seconds', 7 * day, 45 * day, 'The last event is no longer kept.'),
  limit('jsonNesting', 'Nesting of JSON for information management', 'levels', 5, 5, notTold),
  limit('jsonString', 'Text in JSON for information management', 'characters', 512, 512, notTold),
  limit('devices', 'Registered devices', 'devices', 500, 1_000_000, 'No more devices can be registered.'),
  limit('dataVolume', 'Data in a month', 'bytes/month', 200 * megabyte, undefined, 'The plan is used up.'),
  limit('devicesPerAction', 'Devices in one Device Management request', 'devices', 5000, 5000, 'The platform refuses the request.'),
  limit('requestsInFlight', 'Device Management requests that go on at a time', 'requests', 200, 200, notTold),
  limit('diagnosticLog', 'Diagnostic log of a device', 'bytes', 500 * kilobyte, 500 * kilobyte, 'The oldest entries are lost.'),
  limit('logVersions', 'Earlier diagnostic logs of a device that are kept', 'versions', 2, 2, 'The oldest log is lost.'),
  limit('logTime', 'Time for which a diagnostic log is kept', 'seconds', 7 * day, 7 * day, 'The log is deleted.'),
  limit('restRate', 'REST calls', 'calls/s', 10, 10, 'Further calls are delayed or denied.'),
];

/** The name of a limit. */
export type LimitName = (typeof table)[number]['name'];

/** The limits of each profile [D-quota, D-msg, D-app, D-mqtt]. Of the suite, those that Maximo published for its service [MAPMS]. */
export const limits: readonly Limit[] = table;

/** What {@link mostOf} gives: a number where the profile has the limit. */
export type MostOf<N extends LimitName, P extends LimitsProfile> = Extract<(typeof table)[number], { readonly name: N }>['most'][P];

/** The most that a limit allows; `undefined` where the profile has no such limit, or none is known, which the type tells. */
export function mostOf<N extends LimitName, P extends LimitsProfile>(name: N, profile: P): MostOf<N, P> {
  const { most } = table.find((candidate) => candidate.name === name) as Limit;
  return most[profile] as MostOf<N, P>;
}

function limit<N extends string, L extends number | undefined, S extends number | undefined>(
  name: N,
  title: string,
  unit: LimitUnit,
  lite: L,
  standard: S,
  beyond: string,
): LimitOfPlans<N, Widened<L>, Widened<S>> {
  return {
    name,
    title,
    unit,
    most: { lite, standard, mas: standard, quickstart: undefined } as LimitOfPlans<N, Widened<L>, Widened<S>>['most'],
    beyond,
  };
}

/** A limit that Quickstart does not have. */
interface LimitOfPlans<N, L, S> extends Pick<Limit, 'title' | 'unit' | 'beyond'> {
  readonly name: N;
  readonly most: { readonly lite: L; readonly standard: S; readonly mas: S; readonly quickstart: undefined };
}

/** Any number for a certain one. */
type Widened<T> = T extends number ? number : undefined;
