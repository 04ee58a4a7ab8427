import { topicFault } from '../../../wiotp/topics/topicFault.ts';
import { faultText, howOf, isFromClient, topicOf, type MessageRule } from './facts.ts';

/** `message/quickstart`: the sandbox takes events in JSON and nothing else [D-mqtt, D-app, PX-rule]. */
export const quickstart: MessageRule = (facts) => {
  const topic = topicOf(facts);
  if (facts.options.limits !== 'quickstart' || topic === undefined || !isFromClient(facts)) return undefined;
  const user = facts.sender === 'application' ? 'quickstartApplication' : 'quickstartDevice';
  const fault = topicFault(user, 'publish', topic, howOf(facts));
  return fault === undefined ? undefined : { rule: 'message/quickstart', message: faultText(fault), part: 'topic' };
};
