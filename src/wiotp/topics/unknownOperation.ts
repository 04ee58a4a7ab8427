import { shownText } from '../shownText.ts';
import { matchTopic } from '../topic.ts';
import { formOf, longForm, shortForm } from './deviceForm.ts';
import type { Ineffective } from './idleFilter.ts';
import { nearestOperation, operations } from './operations.ts';
import { topicAllowed } from './topicRules.ts';

/**
 * What is wrong with a topic of Device Management that a device or gateway may publish to, but that names no operation,
 * such as `iotdevice-1/mgmt/manages`. The access rules let it pass [PX-rule]. `undefined` for every other topic.
 */
export function unknownOperation(topic: string): Ineffective | undefined {
  const form = formOf(topic);
  const user = form.device === undefined ? 'device' : 'gateway';
  if (form.first !== 'iotdevice-1' || matchTopic(topic) !== undefined || !topicAllowed(user, 'publish', topic)) return undefined;
  const below = form.below.join('/');
  const reason =
    `Device Management has no operation "${shownText(below)}". ` +
    'The platform keeps the connection, but answers with rc 404 at best or not at all.';
  const operation = nearestOperation(below);
  if (operation === undefined) return { reason, advice: `The operations are ${operations.join(', ')}.` };
  const meant = { ...form, below: operation.split('/') };
  const nearest = form.device === undefined ? shortForm(meant) : longForm(meant, form.device);
  return { reason, advice: `Use "${shownText(nearest)}".`, nearest };
}
