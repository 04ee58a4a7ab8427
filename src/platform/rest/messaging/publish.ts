import type { DeviceName } from '../../../rpc/device/deviceState.ts';
import { maxPayloadBytes } from '../../../wiotp/limits.ts';
import { checkLevel } from '../../../wiotp/names.ts';
import { buildTopic } from '../../../wiotp/topic.ts';
import { allowMessage } from '../../mqtt/lengthRule.ts';
import { deviceForm, longForm } from '../../routing/topicForm.ts';
import { refused } from '../http/refused.ts';
import type { Answer, Call, Route } from '../http/route.ts';
import type { CallPaces } from '../callPaces.ts';
import { devicePath, expectDevice } from '../registry/devices.ts';
import type { RestSurroundings } from '../restSurroundings.ts';
import { clientIdOf } from './clientIdOf.ts';
import { formatOf, knownMediaTypes } from './mediaTypes.ts';

/** What publishing works with besides. */
export interface PublishSurroundings extends RestSurroundings {
  readonly paces: CallPaces;
}

/** Publishing over HTTP, with QoS 0 [D-http]. */
export function publishRoutes(surroundings: PublishSurroundings): readonly Route[] {
  const asApplication = '/application/types/{typeId}/devices/{deviceId}';
  const common = { method: 'POST', mostBytes: maxPayloadBytes, serve: (call: Call) => publish(surroundings, call) } as const;
  return [
    { ...common, path: `${devicePath}/events/{eventId}`, by: 'device' },
    { ...common, path: `${asApplication}/events/{eventId}`, by: 'application' },
    { ...common, path: `${asApplication}/commands/{commandId}`, by: 'application' },
  ];
}

/** The message goes on at once, unless somebody who watches is behind. A caller that is faster than its plan allows waits for the answer; nothing is lost [BLOG-rate]. */
async function publish(surroundings: PublishSurroundings, call: Call): Promise<Answer> {
  const { storage, intake, journal, gate, paces } = surroundings;
  await gate.passed(call.gone);
  const { caller, body: payload, link } = call;
  const device = expectSpokenFor(surroundings, call);
  const topic = topicOf(device, call);
  allowMessage(topic, payload.length);
  const rest = caller.kind === 'application' ? 0 : paces.ofDevice(device, payload.length);
  const form = caller.kind === 'device' ? deviceForm(device.typeId, device.deviceId) : longForm;
  const source = { clientId: clientIdOf(storage.registry.org, caller), connection: link.id };
  journal.message(source, 'up', { topic: form.toWire(topic), payload, qos: 0, retain: false, dup: false });
  intake.take(intake.inlet(topic), payload, 0);
  await paces.rest(rest, call.gone);
  return { status: 200 };
}

/** The device that a message is from or for. @throws Refusal with code 403 or 404 when the caller may not speak for it. */
function expectSpokenFor({ storage: { registry }, groups }: PublishSurroundings, { caller, parts }: Call): DeviceName {
  const { typeId = '', deviceId = '' } = parts;
  if (caller.kind === 'application') {
    expectDevice(registry, { parts });
    return { typeId, deviceId };
  }
  const isOwn = caller.device.typeId === typeId && caller.device.deviceId === deviceId;
  if (caller.kind === 'device' && !isOwn)
    throw refused(403, 'A device speaks only for itself.', 'the path names the caller', 'Correct the path.');
  const why = caller.kind === 'gateway' ? groups.speak(caller.device, { typeId, deviceId }) : undefined;
  if (why !== undefined) throw refused(403, why.message, why.rule, why.advice);
  return { typeId, deviceId };
}

function topicOf({ typeId, deviceId }: DeviceName, { parts, mediaType }: Call): string {
  const format = mediaType === '' ? 'json' : formatOf(mediaType);
  if (format === undefined) {
    const advice = `Send it as ${knownMediaTypes.join(', ')}.`;
    throw refused(415, `The media type ${mediaType} has no format.`, 'the media type says the format', advice);
  }
  const { eventId, commandId } = parts;
  const wrong = checkLevel(eventId === undefined ? 'The command ID' : 'The event ID', eventId ?? commandId ?? '');
  if (wrong !== undefined) throw refused(400, wrong, 'a topic level is one level', 'Choose another ID.');
  return buildTopic(eventId === undefined ? 'app.command' : 'app.event', { ...parts, typeId, deviceId, format });
}
