import type { Sender } from '../../wiotp/message.ts';
import { isDeviceManagement } from '../../wiotp/kind.ts';
import { matchTopic } from '../../wiotp/topic.ts';
import { topicAllowed } from '../../wiotp/topics/topicRules.ts';
import type { PayloadFile } from './ourFile.ts';
import { payloadKind, payloadTopic } from './payloadTopic.ts';

/** A class of client that connects to the platform. */
type Client = Exclude<Sender, 'platform'>;

const clients: readonly Client[] = ['device', 'gateway', 'application'];

/** Who sends an event or a command whose topic is not known: it is asked for. */
const sendersByKind: Readonly<Record<string, readonly Client[]>> = {
  'device.event': clients,
  'gateway.event': ['gateway', 'application'],
  'app.event': ['application'],
  'app.command': ['application'],
};

/** The topic of a payload that a device, gateway or application sends; `undefined` where it is not known or the platform's. */
export function topicToSend(file: PayloadFile, text: string): string | undefined {
  const topic = payloadTopic(file, text);
  return topic === undefined || matchTopic(topic)?.kind.sender === 'platform' ? undefined : topic;
}

/**
 * The classes of client that can publish what a payload file holds; none for what the platform sends, and for bodies of the REST
 * interface. A gateway publishes a device's Device Management in a form of its own [D-gw].
 */
export function sendersOf(file: PayloadFile, text: string): readonly Client[] {
  const topic = payloadTopic(file, text);
  const kind = payloadKind(file, text);
  if (topic === undefined) return (kind === undefined ? undefined : sendersByKind[kind.name]) ?? [];
  const isShared = kind !== undefined && isDeviceManagement(kind);
  return clients.filter(
    (client) => topicAllowed(client, 'publish', topic) || (isShared && client === 'gateway' && topicAllowed('device', 'publish', topic)),
  );
}

/** Whether some client publishes what a payload file holds; the event ID of an event can still be asked for. */
export function canPublish(file: PayloadFile, text: string): boolean {
  return sendersOf(file, text).length > 0;
}
