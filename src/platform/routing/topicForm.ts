/**
 * How one client writes topics. Inside the platform every topic has the long form, `iot-2/type/t/id/i/…`, which
 * applications and gateways use; devices leave type and ID out [D-app, PX-rule].
 */
export interface TopicForm {
  /** The long form of a topic or filter that the client wrote. */
  toLong(topic: string): string;
  /** A long topic as the client reads it. */
  toWire(longTopic: string): string;
}

/** Topics as applications write them, and what is inside the platform. */
export const longForm: TopicForm = {
  toLong: (topic) => topic,
  toWire: (longTopic) => longTopic,
};

/** [PX-mqtt] What a gateway writes for the Device Management of all its devices, and what it stands for. */
const allManagement = { wire: 'iotdm-1/#', long: 'iotdm-1/type/+/id/+/#' } as const;

/** Topics as gateways write them. */
export const gatewayForm: TopicForm = {
  toLong: (topic) => (topic === allManagement.wire ? allManagement.long : topic),
  toWire: (longTopic) => longTopic,
};

/** Topics as one device writes them. */
export function deviceForm(typeId: string, deviceId: string): TopicForm {
  const middle = `/type/${typeId}/id/${deviceId}`;
  return {
    toLong(topic) {
      const end = topic.indexOf('/');
      return topic.slice(0, end) + middle + topic.slice(end);
    },
    toWire(longTopic) {
      const end = longTopic.indexOf('/');
      return longTopic.slice(0, end) + longTopic.slice(end + middle.length);
    },
  };
}
