import { at, replaceWith, type Finding } from '../finding.ts';
import { pathText, quoted, valueText } from '../wording.ts';
import type { Issue, Translate } from './schema/issue.ts';

/** `schema/tolerated`: what documents print differently from what the platform sends in a gateway notification [D-gw, PX-mon]. */
export const notification: Translate = (issue) =>
  issue.kind.name === 'gateway.notify' ? (requestCase(issue) ?? textCode(issue)) : undefined;

function requestCase({ path, value, keyword, params }: Issue): Finding | undefined {
  if (path[0] !== 'Request' || keyword !== 'enum' || typeof value !== 'string') return undefined;
  const allowed = Array.isArray(params['allowedValues']) ? params['allowedValues'] : [];
  const right: unknown = allowed.find((name) => String(name).toLowerCase() === value.toLowerCase());
  return typeof right === 'string' ? tolerated(path[0], valueText(value), quoted(right), JSON.stringify(right)) : undefined;
}

function textCode({ path, value, keyword }: Issue): Finding | undefined {
  if (path[0] !== 'RC' || keyword !== 'type' || typeof value !== 'string' || !/^(0|[1-9][0-9]{0,8})$/.test(value)) return undefined;
  return tolerated(path[0], valueText(value), `the number ${value}`, value);
}

function tolerated(name: string, is: string, sent: string, text: string): Finding {
  const place = { path: [name], part: 'value' } as const;
  return {
    rule: 'schema/tolerated',
    message: `${pathText([name])} is ${is}, as some documents print it; the platform sends ${sent}. A gateway should understand both. Write what is sent.`,
    place,
    fix: { title: `Write ${text}`, ...at(place, replaceWith(text)) },
  };
}
