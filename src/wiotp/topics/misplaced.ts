import { kindNamed } from '../catalog.ts';
import { matchTopic } from '../topic.ts';
import { anyDevice, formOf, longForm, shortForm, type TopicForm } from './deviceForm.ts';
import { idleFilter } from './idleFilter.ts';
import { topicAllowed, type TopicUse, type TopicUser } from './topicRules.ts';

/** A topic that is right somewhere else. */
export interface Misplaced {
  /** Why it is wrong here, without a full stop. */
  readonly why: string;
  /** Index of the level that shows it, where it is not the first that breaks the rules. */
  readonly at?: number;
  /** What was meant; not checked against the rules. */
  readonly meant?: string;
  /** What to do about it besides, as a full sentence. */
  readonly advice?: string;
}

type Recogniser = (user: TopicUser, use: TopicUse, topic: string, form: TopicForm) => Misplaced | undefined;

/** Tells a topic that is right somewhere else: that is said before any level is blamed. */
export function misplacedTopic(user: TopicUser, use: TopicUse, topic: string): Misplaced | undefined {
  const form = formOf(topic);
  for (const recognise of recognisers) {
    const found = recognise(user, use, topic, form);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** [D-dm] Libraries with a helper for events lead people to pass it whole topics. */
const managementInEvent: Recogniser = (user, _use, _topic, { device, below }) => {
  const [event, inner = '', ...rest] = below;
  if (event !== 'evt' || !isManagement(inner)) return undefined;
  const meant = { first: inner, ...(device === undefined ? {} : { device }), below: rest.at(-2) === 'fmt' ? rest.slice(0, -2) : rest };
  return {
    why: 'a Device Management topic stands inside the topic of an event',
    at: device === undefined ? 2 : 6,
    meant: user === 'gateway' ? longForm(meant, anyDevice.publish) : shortForm(meant),
  };
};

/** [D-qs, D-app] What everybody else may do, but not on Quickstart. */
const onQuickstart: Recogniser = (user, use, topic, { first, below }) => {
  if (user === 'quickstartDevice' && use === 'subscribe') {
    return {
      why: 'Quickstart sends nothing to devices',
      advice: 'Leave the subscription out; commands and Device Management need a registered device.',
    };
  }
  if (user !== 'quickstartDevice' && user !== 'quickstartApplication') return undefined;
  if (isManagement(first)) return { why: 'Quickstart has no Device Management', advice: 'Use a registered device.' };
  const isCommand = below[0] === 'cmd' && topicAllowed('application', use, topic);
  return isCommand ? { why: 'Quickstart has no commands', advice: 'Use a registered device.' } : undefined;
};

/** [D-app] Applications manage devices over REST. */
const managementOfApplication: Recogniser = (user, _use, _topic, { first }) => {
  if (user !== 'application' || !isManagement(first)) return undefined;
  return {
    why: 'applications have no topics of Device Management',
    advice: `Start actions over REST instead: ${kindNamed('rest.mgmtRequest').call ?? ''}.`,
  };
};

/** A topic to listen to that is published. */
const publishedInstead: Recogniser = (user, use, topic, form) => {
  if (use === 'publish' || (user !== 'device' && user !== 'gateway')) return undefined;
  const isRequest = form.first === 'iotdevice-1' && (user === 'gateway') === (form.device !== undefined);
  if (!isRequest && !topicAllowed(user, 'publish', withoutWildcards(topic))) return undefined;
  const meant = isRequest ? ['iotdm-1', '#'] : ['iot-2', 'cmd', '+', 'fmt', '+'];
  return { why: `${user}s send there and cannot listen`, meant: inFormOf(form, meant) };
};

/** A topic to send to that is listened to. What may be sent but for a wildcard in it is in its right place. */
const subscribedInstead: Recogniser = (user, use, topic, form) => {
  if (use === 'subscribe' || !topicAllowed(user, 'subscribe', topic)) return undefined;
  if (topicAllowed(user, 'publish', withoutWildcards(topic))) return undefined;
  if (user !== 'device' && user !== 'gateway') return { why: 'applications can only listen there' };
  if (isManagement(form.first)) {
    const { first, below } = upwards(form);
    return { why: 'only the platform sends there', meant: inFormOf(form, [first, ...below]) };
  }
  if (form.below[0] !== 'cmd') return { why: 'only the platform sends there' };
  const meant = inFormOf(form, ['iot-2', 'evt', ...form.below.slice(1)]);
  return { why: 'only the platform and applications send there', meant, advice: 'Commands come from applications.' };
};

/** [D-dm] Events and commands begin with `iot-2`, Device Management does not. */
const managementAsMessage: Recogniser = (user, use, _topic, { first, device, below }) => {
  if (first !== 'iot-2' || (user !== 'device' && user !== 'gateway')) return undefined;
  const right = use === 'publish' ? 'iotdevice-1' : 'iotdm-1';
  const short = shortForm({ first: right, below });
  if (matchTopic(short) === undefined) return undefined;
  return {
    why: `topics of Device Management begin with "${right}"`,
    at: 0,
    meant: user === 'gateway' ? longForm({ first: right, below }, device ?? anyDevice[use]) : short,
  };
};

/** The form with type and ID is for gateways and applications, the one without for devices. */
const otherForm: Recogniser = (user, use, _topic, form) => {
  if (user === 'device' || user === 'quickstartDevice') {
    if (form.device === undefined) return undefined;
    const why = 'the form with type and id is for gateways and applications';
    const idle = use === 'subscribe' ? idleFilter(user, shortForm(form)) : undefined;
    return { why, ...(idle === undefined ? { meant: shortForm(form) } : { advice: idle.advice }) };
  }
  const [below] = form.below;
  const long = longForm(facing(use, form), anyDevice[use]);
  const isMessage = form.first === 'iot-2' && (below === 'evt' || below === 'cmd' || topicAllowed(user, use, long));
  if (form.device !== undefined || !(isMessage || isManagement(form.first))) return undefined;
  return { why: 'the form without type and id is for devices', meant: long };
};

const recognisers: readonly Recogniser[] = [
  managementInEvent,
  onQuickstart,
  managementOfApplication,
  publishedInstead,
  subscribedInstead,
  managementAsMessage,
  otherForm,
];

/** A Device Management topic in the direction of this use. What is listened to is everything. */
function facing(use: TopicUse, form: TopicForm): TopicForm {
  if (use === 'publish') return form.first === 'iotdm-1' ? upwards(form) : form;
  return form.first === 'iotdevice-1' ? { first: 'iotdm-1', below: ['#'] } : form;
}

/** What a device sends: the request if it is one, or else the response. */
function upwards({ below }: TopicForm): TopicForm {
  const request = { first: 'iotdevice-1', below };
  return matchTopic(shortForm(request)) === undefined ? { ...request, below: ['response'] } : request;
}

/** Whether a first level is that of a topic of Device Management. */
function isManagement(first: string): boolean {
  return first === 'iotdevice-1' || first === 'iotdm-1';
}

function withoutWildcards(topic: string): string {
  return topic.replaceAll('+', 'any');
}

/** A topic that names the device if the given form does. */
function inFormOf({ device }: TopicForm, [first = '', ...below]: readonly string[]): string {
  return device === undefined ? shortForm({ first, below }) : longForm({ first, device, below }, device);
}
