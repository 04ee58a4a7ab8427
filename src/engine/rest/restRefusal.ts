import { Refusal } from '../../wiotp/refusal.ts';
import { shownText } from '../../wiotp/shownText.ts';
import type { Redact } from '../secrets/redact.ts';
import type { RestAnswer } from './restCall.ts';

/** What a status of HTTP means here, and what to do. */
interface StatusMeaning {
  readonly meaning: string;
  readonly advice: string;
}

/** [D-req, ND, PY] */
const meanings: Readonly<Record<number, StatusMeaning>> = {
  400: {
    meaning: 'the request is not well formed',
    advice: 'Check the name of the action, its parameters, and that each device has a type and an ID.',
  },
  401: { meaning: 'the API key or its token is wrong', advice: 'Check the API key of the connection, and enter its token again.' },
  403: {
    meaning: 'the API key may not do this',
    advice: 'Give the API key a role that may start actions, and a resource group with the devices in it.',
  },
  404: {
    meaning: 'it does not know the device, the action or the request',
    advice: 'Check type and ID of the devices, and that the package of a custom action is installed.',
  },
  409: {
    meaning: 'it conflicts with something under way',
    advice: 'Wait until the earlier firmware request of the device has ended, or cancel it.',
  },
  413: { meaning: 'the request is too large', advice: 'Start the action for fewer devices.' },
  429: { meaning: 'there were too many calls', advice: 'Wait a moment, and then try once more.' },
  500: { meaning: 'it failed to answer', advice: 'Try once more, and look in the log of the server.' },
  501: { meaning: 'the device does not support it', advice: 'Let the device claim the action in its Manage request.' },
  503: { meaning: 'it is not available now', advice: 'Try again later.' },
};

const unknown: StatusMeaning = {
  meaning: 'this answer is unknown',
  advice: 'Check that host and port are those of the platform’s REST interface.',
};

/** Why a call came to nothing, with what the server itself says about it. `what` was tried: `start device/reboot`. */
export function restRefusal(what: string, { status, json }: RestAnswer, redact: Redact): Refusal {
  const { meaning, advice } = meanings[status] ?? unknown;
  const said = messageOf(json);
  return new Refusal(
    `The platform did not ${what}: ${meaning} (HTTP ${status}).${said === undefined ? '' : ` It says: ${shownText(redact(said))}`}`,
    { rule: `HTTP ${status}`, advice, code: status },
  );
}

function messageOf(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || !('message' in json)) return undefined;
  return typeof json.message === 'string' && json.message !== '' ? json.message : undefined;
}
