import type { CatalogKind } from '../../wiotp/catalog.ts';
import { kindOfStep } from '../known/knownAt.ts';
import { Nesting, type Container } from '../place/nesting.ts';
import { Tokens } from '../place/tokens.ts';

/** The requests in the beginning of a transcript that nothing there answers yet, by their reqId, the earliest first. */
export function openRequests(text: string): ReadonlyMap<string, CatalogKind> {
  const open = new Map<string, CatalogKind>();
  for (const { step, reqId } of messagesWithReqId(text)) {
    const kind = kindOfStep(step.members);
    if (kind?.answer !== undefined) open.set(reqId, kind);
    else if (kind !== undefined && open.get(reqId)?.answer?.kind === kind.name) open.delete(reqId);
  }
  return open;
}

interface MessageWithReqId {
  readonly step: Container;
  readonly reqId: string;
}

/** Every step whose payload has a reqId. Only when all is read, it is known what else a step has. */
function messagesWithReqId(text: string): readonly MessageWithReqId[] {
  const messages: MessageWithReqId[] = [];
  const tokens = new Tokens(text);
  const nesting = new Nesting();
  for (; tokens.next() !== 'end'; nesting.take(tokens)) {
    if (tokens.type !== 'string' || nesting.expected !== 'value') continue;
    const [step, payload] = nesting.containers.slice(-2);
    if (payload?.at === 'reqId' && step?.at === 'payload') messages.push({ step, reqId: tokens.value() });
  }
  return messages;
}
