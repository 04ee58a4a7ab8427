import type { LogMessage } from '../../../rpc/log/traffic.ts';
import { parseClientId, senderOf } from '../../../wiotp/clientId.ts';
import { isDeviceManagement } from '../../../wiotp/kind.ts';
import { buildTopic, matchTopic, type TopicMatch } from '../../../wiotp/topic.ts';
import { topicAllowed } from '../../../wiotp/topics/topicRules.ts';
import type { ClientClass } from '../../publish/draft.ts';

/** How a client of one class can publish a message that the log has. */
export interface Publication {
  readonly sender: ClientClass;
  /** The topic in the form that this class uses. */
  readonly topic: string;
  /** Asked for like an event or a command; `exact` is published on its topic as it was. */
  readonly sort: 'event' | 'command' | 'exact';
}

const classes: readonly ClientClass[] = ['device', 'gateway', 'application'];

/**
 * Who can publish what a message says, the class of its own client first. An event of a device can come from its gateway or an
 * application as well, and a command that a device got from an application; nothing else that the platform sends can be published.
 */
export function publicationsOf({ topic, clientId }: Pick<LogMessage, 'topic' | 'clientId'>): readonly Publication[] {
  const match = matchTopic(topic, senderOf(clientId));
  if (match === undefined) return [];
  const own = classes.filter((sender) => topicAllowed(sender, 'publish', topic)).map((sender) => ({ sender, topic, sort: sortOf(match) }));
  const others = longTopics(match, clientId).flatMap(({ long, sort }) =>
    classes.filter((sender) => topicAllowed(sender, 'publish', long)).map((sender) => ({ sender, topic: long, sort })),
  );
  const isOfClient = ({ sender }: Publication): boolean => sender === senderOf(clientId);
  return [...own, ...others].toSorted((one, other) => Number(isOfClient(other)) - Number(isOfClient(one)));
}

function sortOf({ kind }: TopicMatch): Publication['sort'] {
  if (isDeviceManagement(kind)) return 'exact';
  return kind.name.endsWith('.command') ? 'command' : 'event';
}

/** The topic that names the device, of one that a device uses itself. */
function longTopics(
  { kind, parts }: TopicMatch,
  clientId: string,
): readonly { readonly long: string; readonly sort: 'event' | 'command' }[] {
  const client = parseClientId(clientId);
  if (typeof client === 'string' || client.sender !== 'device') return [];
  const { typeId, deviceId } = client;
  const all = { ...parts, typeId, deviceId };
  if (kind.name === 'device.event') return [{ long: buildTopic('app.event', all), sort: 'event' }];
  return kind.name === 'device.command' ? [{ long: buildTopic('app.command', all), sort: 'command' }] : [];
}
