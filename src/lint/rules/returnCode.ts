import { catalog, type CatalogKind } from '../../wiotp/catalog.ts';
import { at, replaceWith, type Finding, type PlacedFix } from '../finding.ts';
import { member } from '../json.ts';
import { alternatives, listing, quoted } from '../wording.ts';
import { nothing, type PayloadRule } from './payloadRule.ts';
import type { Issue, Translate } from './schema/issue.ts';

/** What is wrong with `rc` but gets through: a numeric text, 0, an unknown code [D-mqtt, CS]. */
export const returnCode: Translate = (issue) => {
  if (issue.path.length !== 1 || issue.path[0] !== 'rc') return undefined;
  if (issue.keyword === 'type') return typeof issue.value === 'string' ? numericText(issue.value, issue) : undefined;
  if (typeof issue.value !== 'number') return undefined;
  return issue.value === 0 ? zero(issue) : unknownCode(issue.value, issue);
};

/** `dm/rc-answer`: a code that does not answer this request [D-dm, D-req]; one that is not defined at all the schema tells first. */
export const answerCode: PayloadRule = {
  isFor: ({ name }) => name === 'dm.deviceResponse' || name === 'dm.serverResponse',
  find: (payload, { answers }) => {
    const rc = member(payload, 'rc');
    if (answers?.answer === undefined || typeof rc !== 'number') return nothing;
    if (answers.answer.codes.some((code) => code.rc === rc)) return nothing;
    return [rc === 202 && answers.name === 'dm.customAction' ? tooEarly() : notForThis(rc, answers)];
  },
};

function notForThis(rc: number, request: CatalogKind): Finding {
  const right = isSuccess(rc) ? successOf(request) : undefined;
  const legal = request.answer?.codes.map((code) => code.rc) ?? [];
  return {
    rule: 'dm/rc-answer',
    message:
      `rc is ${rc}, which does not answer a ${request.title}. The receiver takes it for ${meaning(rc)} at best. ` +
      (right === undefined ? `Answer ${alternatives(legal)}.` : `Answer ${right}; all that answer it are ${listing(legal)}.`),
    place,
    ...(right === undefined ? {} : { fix: setTo(String(right)) }),
  };
}

const place = { path: ['rc'], part: 'value' } as const;

function numericText(rc: string, issue: Issue): Finding | undefined {
  if (!/^(0|[1-9][0-9]{0,8})$/.test(rc)) return undefined;
  const right = rightCode(Number(rc), issue);
  const advice = right === Number(rc) ? 'Remove the quotes.' : right === undefined ? `Use ${anySuccess}.` : `Use ${right}, without quotes.`;
  return {
    rule: 'dm/rc-string',
    message: `rc is the text ${quoted(rc)}; it must be an integer. The platform takes it, but a receiver that compares numbers does not. ${advice}`,
    place,
    ...(right === undefined ? {} : { fix: setTo(String(right)) }),
  };
}

/** The code that is meant: the same one, unless it is a success that does not answer the request. */
function rightCode(rc: number, issue: Issue): number | undefined {
  if (rc === 0) return successFor(issue);
  const { answers } = issue.context;
  const answersIt = answers?.answer?.codes.some((code) => code.rc === rc) ?? true;
  return answersIt || !isSuccess(rc) ? rc : (successOf(answers) ?? rc);
}

/** Which code a device must answer depends on the request. */
function successFor({ kind, context }: Issue): number | undefined {
  return kind.name === 'dm.serverResponse' ? 200 : successOf(context.answers);
}

const anySuccess = '200 (done), 202 (accepted and started) or 204 (changed), as the request asks';

function zero(issue: Issue): Finding {
  const right = successFor(issue);
  return {
    rule: 'dm/rc-zero',
    message: `rc is 0, which no operation defines. It is taken for success. Use ${right ?? anySuccess}.`,
    place,
    ...(right === undefined ? {} : { fix: setTo(String(right)) }),
  };
}

function unknownCode(rc: number, { kind, context, params }: Issue): Finding {
  const defined = context.answers?.answer?.codes.map((code) => code.rc) ?? params['allowedValues'];
  const legal = Array.isArray(defined) ? defined : [];
  const isOfOthers = catalog.some(({ answer }) => answer?.codes.some((code) => code.rc === rc) === true && answer.kind !== kind.name);
  const others = kind.name === 'dm.serverResponse' ? 'a device' : 'the platform';
  const why = isOfOthers ? `which only ${others} answers with` : 'which Device Management does not define';
  return {
    rule: 'dm/rc-unknown',
    message: `rc is ${rc}, ${why}. The receiver takes it for ${meaning(rc)}. Answer ${alternatives(legal)}.`,
    place,
  };
}

function tooEarly(): Finding {
  return {
    rule: 'dm/rc-early',
    message:
      'rc is 202, but a custom action is answered with 200 when it is finished. 202 is accepted, and nobody learns how it ended. ' +
      'Answer 200, or 500, at the end.',
    place,
  };
}

/** The one code that says that a request succeeded. */
function successOf(request: CatalogKind | undefined): number | undefined {
  const successes = request?.answer?.codes.filter(({ rc }) => isSuccess(rc)) ?? [];
  return successes.length === 1 ? successes[0]?.rc : undefined;
}

function isSuccess(rc: number): boolean {
  return rc >= 200 && rc < 300;
}

function meaning(rc: number): string {
  return isSuccess(rc) ? 'success' : 'a failure';
}

function setTo(rc: string): PlacedFix {
  return { title: `Set rc to ${rc}`, ...at(place, replaceWith(rc)) };
}
