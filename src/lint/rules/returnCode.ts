import { replaceWith, type Finding, type PlacedFix } from '../finding.ts';
import { quoted } from '../wording.ts';
import type { Issue, Translate } from './schema/issue.ts';

/** What is wrong with `rc` but gets through: a numeric text, 0, an unknown code [D-mqtt, CS]. */
export const returnCode: Translate = (issue) => {
  if (issue.path.length !== 1 || issue.path[0] !== 'rc') return undefined;
  if (issue.keyword === 'type') return typeof issue.value === 'string' ? numericText(issue.value) : undefined;
  if (typeof issue.value !== 'number') return undefined;
  return issue.value === 0 ? zero(issue) : unknownCode(issue.value);
};

const place = { path: ['rc'], part: 'value' } as const;

function numericText(rc: string): Finding | undefined {
  if (!/^(0|[1-9][0-9]{0,8})$/.test(rc)) return undefined;
  return {
    rule: 'dm/rc-string',
    message: `rc is the text ${quoted(rc)}; it must be an integer. The platform takes it, but a receiver that compares numbers does not. Remove the quotes.`,
    place,
    fix: setTo(rc),
  };
}

function zero({ kind }: Issue): Finding {
  const fromPlatform = kind.name === 'dm.serverResponse';
  const right = fromPlatform ? 'Use 200.' : 'Use 200 (done), 202 (accepted and started) or 204 (changed), as the request asks.';
  return {
    rule: 'dm/rc-zero',
    message: `rc is 0, which no operation defines. It is taken for success. ${right}`,
    place,
    // Which code a device must answer depends on a request that is not here.
    ...(fromPlatform ? { fix: setTo('200') } : {}),
  };
}

function unknownCode(rc: number): Finding {
  const taken = rc >= 200 && rc < 300 ? 'success' : 'a failure';
  return {
    rule: 'dm/rc-unknown',
    message: `rc is ${rc}, which Device Management does not define. The receiver takes it for ${taken}. Use one of the defined codes.`,
    place,
  };
}

function setTo(rc: string): PlacedFix {
  return { title: `Set rc to ${rc}`, place, edits: replaceWith(rc) };
}
