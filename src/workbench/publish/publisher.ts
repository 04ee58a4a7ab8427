import { deviceOf } from '../../profiles/deviceOf.ts';
import type { ConnectionProfile } from '../../profiles/profile.ts';
import { isPlatform, topicUserOf } from '../../profiles/topicUser.ts';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { SessionState } from '../../rpc/session/sessionState.ts';
import type { LimitsProfile } from '../../wiotp/limitTable.ts';
import type { Qos } from '../../wiotp/message.ts';
import { buildTopic } from '../../wiotp/topic.ts';
import type { TopicUser } from '../../wiotp/topics/topicRules.ts';
import type { ClientClass, Draft } from './draft.ts';

/** Who publishes, as far as that decides what can be published and how. */
export interface Publisher {
  readonly sender: ClientClass;
  readonly user: TopicUser;
  /** Another broker has rules of its own about topics. */
  readonly isPlatform: boolean;
  /** The device or gateway itself; absent for applications. */
  readonly own?: DeviceName;
  readonly isQuickstart: boolean;
  /** There is no connection now: messages above QoS 0 wait for it, and others cannot be sent. */
  readonly isWaiting: boolean;
  /** Whose limits count, where the target tells. */
  readonly limits?: LimitsProfile;
}

/** A message is an event, or a command to a device. */
export type MessageSort = 'event' | 'command';

/** Who publishes over a connection. */
export function publisherOf(profile: ConnectionProfile, session: SessionState | undefined): Publisher {
  const { client, target } = profile;
  const isQuickstart = target.kind === 'quickstart';
  const own = deviceOf(profile);
  const limits = target.kind === 'quickstart' || target.kind === 'mas' ? target.kind : undefined;
  return {
    sender: client.sender,
    user: topicUserOf(profile),
    isPlatform: isPlatform(profile),
    ...(own === undefined ? {} : { own }),
    isQuickstart,
    isWaiting: session?.phase !== 'connected',
    ...(limits === undefined ? {} : { limits }),
  };
}

/** Whether a connection can take a message now, or keep it until it is back: on Quickstart there is no QoS with which it could. */
export function canTake({ target }: ConnectionProfile, session: SessionState | undefined): boolean {
  return session?.phase === 'connected' || (session?.phase === 'waiting' && target.kind !== 'quickstart');
}

/** The qualities of service that a message can be sent with now [D-qs]. */
export function possibleQos({ isQuickstart, isWaiting }: Publisher): readonly Qos[] {
  if (isQuickstart) return [0];
  return isWaiting ? [1, 2] : [0, 1, 2];
}

/** The topic of a draft. `undefined` for one without the device that its topic names. */
export function draftTopic({ sender, own }: Publisher, sort: MessageSort, { name, format, device }: Draft): string | undefined {
  if (sender === 'device') return buildTopic('device.event', { eventId: name, format });
  const { typeId, deviceId } = device ?? own ?? {};
  if (typeId === undefined || deviceId === undefined) return undefined;
  if (sort === 'command') return buildTopic('app.command', { typeId, deviceId, commandId: name, format });
  return buildTopic(sender === 'gateway' ? 'gateway.event' : 'app.event', { typeId, deviceId, eventId: name, format });
}
