import type { DeviceName } from '../../../rpc/device/deviceState.ts';
import { checkLevel } from '../../../wiotp/names.ts';
import { deviceForm, longForm } from '../../routing/topicForm.ts';
import { expectBody, memberOf, objectBody } from '../http/jsonBody.ts';
import { refused } from '../http/refused.ts';
import { nothing, type Answer, type Call, type Route } from '../http/route.ts';
import { devicePath } from '../registry/devices.ts';
import type { RestSurroundings } from '../restSurroundings.ts';
import { clientIdOf } from './clientIdOf.ts';
import type { PolledCommand } from './commandMailbox.ts';
import type { CommandMailboxes } from './commandMailboxes.ts';
import { mediaTypeOf } from './mediaTypes.ts';

/** What polling works with besides. */
export interface PollSurroundings extends RestSurroundings {
  readonly mailboxes: CommandMailboxes;
}

/** A small object. */
const mostBytes = 4096;

/** Devices and gateways that do not speak MQTT ask for commands [D-http]. */
export function pollRoutes(surroundings: PollSurroundings): readonly Route[] {
  const path = `${devicePath}/commands/{commandId}/request`;
  return [{ method: 'POST', path, by: 'device', mostBytes, serve: (call) => poll(surroundings, call) }];
}

async function poll(surroundings: PollSurroundings, call: Call): Promise<Answer> {
  const { commandId = '' } = call.parts;
  const wrong = commandId === '+' ? undefined : checkLevel('The command ID', commandId);
  if (wrong !== undefined) throw refused(400, wrong, 'a command ID is one level, or + for any', 'Correct the path.');
  const clientId = clientIdOf(surroundings.storage.registry.org, call.caller);
  const mailbox = surroundings.mailboxes.of({ clientId, ...expectOwn(surroundings, call) });
  const command = await mailbox.poll(commandId, waitMsOf(call), call.gone);
  return command === undefined ? nothing : deliver(surroundings, call, clientId, command);
}

/** Whose commands are wanted. @throws Refusal with code 403 for those of another. */
function expectOwn({ storage: { registry } }: PollSurroundings, { caller, parts }: Call): DeviceName {
  const { typeId = '', deviceId = '' } = parts;
  if (caller.kind === 'application') throw new Error('Applications do not poll');
  const { device } = caller;
  if (device.typeId === typeId && device.deviceId === deviceId) return device;
  const gateway = registry.find({ typeId, deviceId })?.gateway;
  const isBehind = gateway?.typeId === device.typeId && gateway.deviceId === device.deviceId;
  if (caller.kind === 'gateway' && (isBehind || typeId === '+' || deviceId === '+')) return { typeId, deviceId };
  const advice = 'Correct the path; a gateway may ask for its own devices, and for + as type or ID.';
  throw refused(403, 'Commands for another device are not given out.', 'a device polls for its own commands', advice);
}

/** An empty body is allowed: there is no need to wait then. */
function waitMsOf(call: Call): number {
  if (call.body.length === 0) return 0;
  const body = objectBody(call);
  expectBody('rest.commandPoll', call);
  return Number(memberOf(body, 'waitTimeSecs') ?? 0) * 1000;
}

/** The answer says what was not asked for by name [D-http]; a header takes no more than ASCII, so other characters are encoded. */
function deliver({ journal }: PollSurroundings, { caller, link }: Call, clientId: string, command: PolledCommand): Answer {
  const { topic, typeId, deviceId, commandId, format, payload } = command;
  const form = caller.kind === 'gateway' ? longForm : deviceForm(typeId, deviceId);
  const source = { clientId, connection: link.id };
  journal.message(source, 'down', { topic: form.toWire(topic), payload, qos: 0, retain: false, dup: false });
  const headers = { 'X-commandId': encodeURIComponent(commandId), 'X-deviceType': typeId, 'X-deviceId': deviceId };
  return { status: 200, bytes: { data: payload, mediaType: mediaTypeOf(format) }, headers };
}
