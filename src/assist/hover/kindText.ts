import { kindNamed, type CatalogKind } from '../../wiotp/catalog.ts';
import { isGeneric, type PayloadKind } from '../../wiotp/genericKinds.ts';
import { codeSpan, escapeMarkdown } from '../markdown.ts';

/** What there is to know about a kind, as Markdown: what it is for, who sends it, and what answers it. */
export function kindText(kind: PayloadKind): string {
  const head = `**${escapeMarkdown(kind.title)}** (${codeSpan(kind.name)})`;
  const parts = [head, escapeMarkdown(kind.summary)];
  if (!isGeneric(kind)) parts.push(...[wayOf(kind), answerTo(kind)].filter((part) => part !== undefined));
  return parts.join('\n\n');
}

function wayOf({ sender, receiver, topic, call, result }: CatalogKind): string {
  const way = `From ${named(sender)} to ${named(receiver)}`;
  if (topic !== undefined) return `${way}, on ${codeSpan(topic)}.`;
  return call === undefined ? `${way}.` : `${way}, with ${codeSpan(call)}. ${escapeMarkdown(`Result: ${result}`)}`;
}

function answerTo({ answer, sender }: CatalogKind): string | undefined {
  if (answer === undefined) return undefined;
  const { title, topic = '' } = kindNamed(answer.kind);
  const condition = answer.when === 'always' ? 'Answered' : 'Answered if it carries a `reqId`,';
  const codes = answer.codes.map(({ rc, meaning }) => `- ${codeSpan(String(rc))}: ${escapeMarkdown(meaning)}`);
  const from = sender === 'platform' ? 'the device' : 'the platform';
  return [`${condition} by ${from} with a ${title} on ${codeSpan(topic)}, whose \`rc\` is`, '', ...codes].join('\n');
}

function named(sender: CatalogKind['sender']): string {
  return sender === 'application' ? 'an application' : sender === 'platform' ? 'the platform' : `a ${sender}`;
}
