import type { ConnectionProfile } from '../../profiles/profile.ts';
import { topicUserOf } from '../../profiles/topicUser.ts';
import { checkLevel } from '../../wiotp/names.ts';
import { buildTopic } from '../../wiotp/topic.ts';
import { topicFault } from '../../wiotp/topics/topicFault.ts';
import { wrongUsage } from '../wrongUsage.ts';
import type { PublishOptions } from './publishOptions.ts';

type Wanted = Pick<PublishOptions, 'event' | 'command' | 'device' | 'format'>;

/** The topic for what is to be published. @throws Refusal when the client may not publish that. */
export function publishTopic(profile: ConnectionProfile, { event, command, device, format }: Wanted): string {
  const { client } = profile;
  const [what, id] = event === undefined ? ['The command ID', command ?? ''] : ['The event ID', event];
  const named = device ?? (client.sender === 'gateway' ? client : undefined);
  const wrong = checkLevel(what, id) ?? checkLevel('The format', format);
  if (wrong !== undefined) throw refused(wrong);
  if (command !== undefined && client.sender !== 'application')
    throw refused('Commands come from applications; a device or gateway publishes events.');
  if (client.sender === 'device') {
    if (device !== undefined) throw refused('A device speaks for itself; leave --device out.');
    return checked(profile, buildTopic('device.event', { eventId: id, format }));
  }
  if (named === undefined) throw refused('An application names the device: --device TYPE:ID.');
  const parts = { typeId: named.typeId, deviceId: named.deviceId, format };
  if (command !== undefined) return checked(profile, buildTopic('app.command', { ...parts, commandId: id }));
  return checked(profile, buildTopic('app.event', { ...parts, eventId: id }));
}

/** Quickstart allows less than the form of a topic says. */
function checked(profile: ConnectionProfile, topic: string): string {
  const fault = topicFault(topicUserOf(profile), 'publish', topic, { mqtt: profile.mqttVersion });
  if (fault === undefined) return topic;
  throw wrongUsage('publish', `${fault.reason} ${fault.consequence}`, fault.advice);
}

function refused(message: string): Error {
  return wrongUsage('publish', message);
}
