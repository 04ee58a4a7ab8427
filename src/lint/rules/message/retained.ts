import { isFromClient, type MessageRule } from './facts.ts';

/** `message/retained`: the platform clears the flag [D-mqtt, PX-mqtt]. What it sends itself may be retained. */
export const retained: MessageRule = (facts) => {
  if (facts.message.retain !== true || !isFromClient(facts)) return undefined;
  return {
    rule: 'message/retained',
    message:
      'The retained flag is set. The platform clears it without a word, so nobody finds a last value later. ' +
      'Publish without it; with PubSubClient, publish(topic, payload, sizeof(payload)) sets it by accident, because the third argument is the flag.',
    part: 'retain',
  };
};
