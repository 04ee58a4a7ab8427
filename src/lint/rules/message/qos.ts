import { isDeviceManagement } from '../../../wiotp/kind.ts';
import { isFromClient, type MessageRule } from './facts.ts';

/** `message/qos`: Quickstart takes QoS 0 only [PX-rule, PX-mqtt]. */
export const qosTooHigh: MessageRule = (facts) => {
  const { message, options } = facts;
  if (message.qos === undefined || message.qos === 0 || options.limits !== 'quickstart' || !isFromClient(facts)) return undefined;
  return {
    rule: 'message/qos',
    message: `The QoS is ${message.qos}, and Quickstart takes QoS 0 only. It closes the connection (291). Publish with QoS 0.`,
    part: 'qos',
  };
};

/** `dm/qos`: a managed device gains nothing from QoS 2 [D-mqtt]. */
export const dmQos: MessageRule = (facts) => {
  const { message, kind } = facts;
  if (message.qos === undefined || kind?.qos === undefined || !isDeviceManagement(kind)) return undefined;
  if (message.qos <= kind.qos.most || !isFromClient(facts)) return undefined;
  return {
    rule: 'dm/qos',
    message:
      `The QoS is ${message.qos}, but the platform itself uses QoS ${kind.qos.usual} for Device Management, so nothing is gained by it. ` +
      `Older documents allow 0 and 1 only. Use QoS ${kind.qos.usual}.`,
    part: 'qos',
  };
};
