import { kindNamed } from '../../wiotp/catalog.ts';
import type { DetailFacts } from '../facts.ts';
import { glob } from '../glob.ts';
import type { Plan } from '../plan.ts';
import type { FilterField } from './field.ts';
import { wordField } from './words.ts';

/** Asks for what the linter found. */
export const problemField: FilterField = {
  ...wordField('problem', [
    { word: 'error', meaning: 'an error', plan: details(({ severity }) => severity === 'error') },
    { word: 'warning', meaning: 'a warning, and no error', plan: details(({ severity }) => severity === 'warning') },
    { word: 'hint', meaning: 'only hints', plan: details(({ severity }) => severity === 'hint') },
    { word: 'any', meaning: 'any problem', plan: details(({ severity }) => severity !== undefined) },
    { word: 'none', meaning: 'no problem', plan: details(({ severity }) => severity === undefined) },
  ]),
  meaning: 'the worst problem that the linter found',
  examples: ['problem:error', 'problem:any'],
};

/** Asks for the reqId. */
export const reqIdField: FilterField = {
  name: 'reqId',
  meaning: 'the reqId of a request or an answer',
  takes: 'a whole reqId, or a pattern with *',
  examples: ['reqId:6f1b*'],
  words: [],
  read(value) {
    const passes = glob(value);
    return details(({ reqId }) => reqId !== undefined && passes(reqId));
  },
};

const isRequest: Plan = { of: 'origin', test: ({ kind }) => kind !== undefined && kindNamed(kind).answer !== undefined };

/** Another delivery of a request is not waited for: its first one is. */
const isFirst: Plan = { of: 'flags', test: ({ again }) => again !== true };

const waiting: Plan = { all: [isRequest, isFirst, details(({ reqId, answeredMs }) => reqId !== undefined && answeredMs === undefined)] };

/** Asks for what is the case or not. */
export const isField: FilterField = {
  ...wordField('is', [
    {
      word: 'waiting',
      meaning: 'a request that has no answer, whether it can still come or not',
      plan: waiting,
    },
    { word: 'unanswered', meaning: 'another word for waiting', plan: waiting },
    {
      word: 'answered',
      meaning: 'a request or an answer that found the other',
      plan: details(({ answeredMs }) => answeredMs !== undefined),
    },
    { word: 'retained', meaning: 'sent with the retain flag', plan: { of: 'flags', test: ({ retain }) => retain } },
    { word: 'dup', meaning: 'sent again, because its first delivery was not acknowledged', plan: { of: 'flags', test: ({ dup }) => dup } },
    { word: 'marker', meaning: 'a marker', plan: details(({ isMarker }) => isMarker === true) },
  ]),
  meaning: 'what is true of it',
  examples: ['is:waiting', 'is:retained'],
};

/** Asks for what happened to it besides. */
export const noteField: FilterField = {
  ...wordField('note', [
    { word: 'dropped', meaning: 'the platform gave it to nobody', plan: details(({ note }) => note === 'dropped') },
    { word: 'slowed', meaning: 'from here on the platform read the client more slowly', plan: details(({ note }) => note === 'slowed') },
    { word: 'queued', meaning: 'it waited on the platform while the client was away', plan: details(({ note }) => note === 'queued') },
    { word: 'forced', meaning: 'it was sent although the linter objected', plan: details(({ note }) => note === 'forced') },
    { word: 'any', meaning: 'any of these', plan: details(({ note }) => note !== undefined) },
  ]),
  meaning: 'what happened to it besides',
  examples: ['note:queued', 'note:any'],
};

function details(test: (facts: DetailFacts) => boolean): Plan {
  return { of: 'details', test };
}
