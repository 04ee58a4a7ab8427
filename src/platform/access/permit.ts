import type { Refusal } from '../../wiotp/refusal.ts';
import { formOf } from '../../wiotp/topics/deviceForm.ts';
import type { TopicUse, TopicUser } from '../../wiotp/topics/topicRules.ts';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import { topicRefusal } from './checkTopic.ts';
import type { GatewayGroups } from './gatewayGroups.ts';

/** What one client may do with topics and filters, as it writes them. */
export interface Permit {
  /** Why the client may not do it; `undefined` when it may. */
  refusal(use: TopicUse | 'unsubscribe', topic: string): Refusal | undefined;
  /** Changes when an answer may have become another one. */
  readonly version: number;
}

/** The permit of a client whose class alone decides. */
export function classPermit(user: TopicUser): Permit {
  return { refusal: (use, topic) => topicRefusal(user, use, topic), version: 0 };
}

/** The permit of a gateway, which also has to be allowed to speak for the device that a topic names. */
export function gatewayPermit(gateway: DeviceName, groups: GatewayGroups): Permit {
  return {
    refusal(use, topic) {
      const wrong = topicRefusal('gateway', use, topic);
      // Giving up a subscription is no reason to register a device.
      if (wrong !== undefined || use === 'unsubscribe') return wrong;
      const { device } = formOf(topic);
      const names = device !== undefined && device.typeId !== '+' && device.deviceId !== '+';
      return names ? groups.speak(gateway, device) : undefined;
    },
    get version() {
      return groups.version;
    },
  };
}
