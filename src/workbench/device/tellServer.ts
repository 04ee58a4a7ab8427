import * as vscode from 'vscode';
import type { DeviceRequest, ServerAnswer } from '../../rpc/device/deviceRequest.ts';
import { kindNamed } from '../../wiotp/catalog.ts';
import { returnCodeMeaning } from '../../wiotp/returnCodes.ts';
import type { Parts } from '../parts.ts';
import type { ManagedChoice } from './managedChoice.ts';
import { sendOrInsist } from './sendOrInsist.ts';

/**
 * Sends a request of Device Management for a device, and tells what the platform answers.
 * @throws Refusal when no answer comes, or the connection is lost.
 */
export async function tellServer(
  { engine, notices }: Pick<Parts, 'engine' | 'notices'>,
  { connection, device, name }: ManagedChoice,
  request: Pick<DeviceRequest, 'kind' | 'd'>,
): Promise<void> {
  const calls = await engine.calls();
  const whole: DeviceRequest = { ...request, ...(device === undefined ? {} : { device }) };
  const answer = await sendOrInsist((insist) => calls.ask('request', connection.profile.id, { ...whole, ...insist }));
  if (answer === undefined) return;
  const text = vscode.l10n.t('{0} of {1}: {2}', kindNamed(request.kind).title, name, answerText(request, answer));
  if (answer.rc >= 200 && answer.rc < 300) notices.done(text);
  else await notices.warn(text);
}

function answerText({ kind }: Pick<DeviceRequest, 'kind'>, { rc, message }: ServerAnswer): string {
  const meaning = returnCodeMeaning(rc, kindNamed(kind));
  return message === undefined || message === '' ? `rc ${rc}, ${meaning}` : `rc ${rc}, ${meaning} (${message})`;
}
