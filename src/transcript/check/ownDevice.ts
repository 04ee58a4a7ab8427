import type { Problem } from '../../lint/problem.ts';
import { anyDevice, formOf, longForm, shortForm } from '../../wiotp/topics/deviceForm.ts';
import { topicFault } from '../../wiotp/topics/topicFault.ts';
import type { Header, Located } from '../model.ts';

/** The IDs of a client. */
export interface ClientIds {
  readonly typeId: string;
  readonly deviceId: string;
}

/** The IDs of the client that a transcript is about; `undefined` where the header leaves them to the run. */
export function ownIds({ typeId, deviceId }: Header): ClientIds | undefined {
  if (typeId === undefined || deviceId === undefined) return undefined;
  const ids = { typeId: typeId.value, deviceId: deviceId.value };
  return Object.values(ids).some((id) => id.includes('${')) ? undefined : ids;
}

/** The problem of a topic that lacks the device, with that of the transcript in place of a sample. */
export function withOwnIds(problem: Problem, topic: Located<string>, header: Header): Problem {
  const ids = ownIds(header);
  if (problem.rule !== 'message/topic' || header.classId !== 'Gateway' || ids === undefined) return problem;
  const { nearest } = topicFault('gateway', 'publish', topic.value) ?? {};
  if (nearest === undefined || !isSample(nearest) || formOf(topic.value).device !== undefined) return problem;
  const own = longForm({ ...formOf(nearest), device: ids }, ids);
  const told = { ...problem, message: problem.message.replaceAll(nearest, own) };
  // A level that was guessed as well makes it a proposal, and no certainty.
  return own === longForm(formOf(topic.value), ids) ? { ...told, fix: useTopic(own, topic) } : told;
}

/** The topic in the form that the platform sends the client of this transcript; `undefined` where that cannot be told. */
export function ownForm(topic: string, header: Header): string | undefined {
  const ids = ownIds(header);
  if (ids === undefined) return undefined;
  const form = formOf(topic);
  if (header.classId === 'Gateway') return longForm(form, ids);
  const isOwn = form.device?.typeId === ids.typeId && form.device.deviceId === ids.deviceId;
  return isOwn ? shortForm(form) : undefined;
}

/** The fix that puts another topic or filter in place of one. */
export function useTopic(topic: string, { range }: Located<string>) {
  return { title: `Use ${topic}`, edits: [{ ...range, text: JSON.stringify(topic) }] };
}

function isSample(topic: string): boolean {
  const { device } = formOf(topic);
  return device?.typeId === anyDevice.publish.typeId && device.deviceId === anyDevice.publish.deviceId;
}
