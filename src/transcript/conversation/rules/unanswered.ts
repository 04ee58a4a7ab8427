import type { Request } from '../exchange.ts';
import type { Findings } from '../finding.ts';
import type { OpenRequests } from '../openRequests.ts';

/** What the device was asked and never answered, when all is over. */
export function unansweredByDevice(requests: OpenRequests): Findings {
  return [...requests.all].map(({ event, kind }) => ({
    rule: 'conversation/unanswered',
    message: `The device does not answer this ${kind.title}. The platform waits until it gives up, and reports the action as failed. Answer with the same reqId.`,
    place: { event: event.id, part: 'event' },
  }));
}

/**
 * What the platform never answered. Where it answers nothing at all the answers are simply not written down:
 * whoever runs a transcript as the platform gives them by itself.
 */
export function unansweredByPlatform(requests: OpenRequests): Findings {
  if (!requests.anyAnswered) return [];
  return [...requests.all].map(({ event, kind }: Request) => ({
    rule: 'conversation/no-answer',
    message: `Other requests are answered by the platform, but this ${kind.title} is not. Check whether the answer was missed, or add it.`,
    place: { event: event.id, part: 'event' },
  }));
}
