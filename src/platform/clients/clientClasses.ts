import type { ClientIdentity } from '../../wiotp/clientId.ts';
import { mostOf } from '../../wiotp/limitTable.ts';
import { quickstartOrg } from '../../wiotp/organisation.ts';
import type { Qos } from '../../wiotp/message.ts';
import type { TopicUser } from '../../wiotp/topics/topicRules.ts';
import { deviceForm, gatewayForm, longForm, type TopicForm } from '../routing/topicForm.ts';

/** What holds for every client of a class; the limits are the same in every plan [D-quota, PX-mqtt]. */
export interface ClientClass {
  readonly maxSubscriptions: number;
  /** Messages to the client that it has not acknowledged. */
  readonly window: number;
  /** Messages of QoS 2 from the client that it has not released. */
  readonly maxUnreleased: number;
  /** The highest QoS of what it publishes and gets. */
  readonly maxQos: Qos;
}

const device: ClientClass = {
  maxSubscriptions: mostOf('deviceSubscriptions', 'standard'),
  window: mostOf('outboundInflight', 'standard'),
  maxUnreleased: mostOf('deviceInflight', 'standard'),
  maxQos: 2,
};

const application: ClientClass = {
  maxSubscriptions: mostOf('applicationSubscriptions', 'standard'),
  window: mostOf('applicationInflight', 'standard'),
  maxUnreleased: mostOf('applicationInflight', 'standard'),
  maxQos: 2,
};

/** No document limits the subscriptions of gateways; they may need some for each of their devices. */
const gateway: ClientClass = {
  ...application,
  window: mostOf('gatewayInflight', 'standard'),
  maxUnreleased: mostOf('gatewayInflight', 'standard'),
};

/** Every class of clients. */
export const clientClasses: Readonly<Record<TopicUser, ClientClass>> = {
  device,
  gateway,
  application,
  quickstartDevice: { ...device, maxQos: 0 },
  quickstartApplication: { ...application, maxQos: 0 },
};

/** The class of a client. */
export function userOf({ sender, org }: ClientIdentity): TopicUser {
  if (org !== quickstartOrg) return sender;
  return sender === 'application' ? 'quickstartApplication' : 'quickstartDevice';
}

/** How a client writes topics. */
export function formFor(identity: ClientIdentity): TopicForm {
  switch (identity.sender) {
    case 'device':
      return deviceForm(identity.typeId, identity.deviceId);
    case 'gateway':
      return gatewayForm;
    case 'application':
      return longForm;
  }
}
