import { lintPayload } from '../../../lint/lintPayload.ts';
import { longestActionSeconds, mostActionParameters, type ActionRequest } from '../../../rpc/device/actionState.ts';
import { kindNamed } from '../../../wiotp/catalog.ts';
import { answerTimeoutMs, maxPayloadBytes } from '../../../wiotp/limits.ts';
import { Refusal } from '../../../wiotp/refusal.ts';
import { tooDeep } from '../nesting.ts';

/** How many characters all parameters may have, so that with every escape they still fit into one message. */
const longestParameters = maxPayloadBytes / 2;

/** Checks what somebody asks for, whatever it is, and gives its time-out in milliseconds. @throws Refusal with code 400. */
export function checkRequest(request: ActionRequest): number {
  const { action, parameters, devices, timeoutSeconds } = request;
  if (Array.isArray(parameters) && parameters.length > mostActionParameters) {
    throw refused(`The request has ${parameters.length} parameters.`, `Give at most ${mostActionParameters}.`);
  }
  if (tooDeep(request)) throw refused('The request is nested too deep.', 'Give parameters with simple values.');
  if (JSON.stringify(parameters ?? []).length > longestParameters)
    throw refused('The parameters are too large to be sent.', 'Shorten them.');
  const body = JSON.stringify({ action, parameters, devices, timeout: timeoutSeconds });
  const error = lintPayload(body, kindNamed('rest.mgmtRequest')).find(({ severity }) => severity === 'error');
  if (error !== undefined) throw refused(error.message, 'Put the request right and send it again.');
  if (timeoutSeconds === undefined) return answerTimeoutMs;
  if (timeoutSeconds <= longestActionSeconds) return timeoutSeconds * 1000;
  throw refused(`The time-out is ${timeoutSeconds} s.`, `Give at most ${longestActionSeconds}.`);
}

function refused(message: string, advice: string): Refusal {
  return new Refusal(message, { rule: 'a request names an action and 1 to 5000 devices', advice, code: 400 });
}
