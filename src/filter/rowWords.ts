import { catalog, type CatalogKind } from '../wiotp/catalog.ts';
import { returnCodeMeaning } from '../wiotp/returnCodes.ts';
import type { Plan } from './plan.ts';
import type { SoughtText } from './soughtText.ts';

/** Whoever answers chooses the rc, so what is remembered has an end. */
const mostCodes = 1_000;

const requests = catalog.filter(({ answer }) => answer !== undefined);

/** A text stands in the title that the list shows for the kind. */
export function kindPlan(sought: SoughtText): Plan {
  return ofKinds(catalog.filter(({ title }) => sought.isIn(title)));
}

/** A text stands in the rc with its meaning, which depends on the request's kind. */
export function resultPlan(sought: SoughtText): Plan {
  const general = resultTest(sought);
  const byRequest = new Map<string, ResultTest>(requests.map((kind) => [kind.name, resultTest(sought, kind)]));
  const ofRequests = [...byRequest].map(([name, says]): Plan => ({
    all: [
      { of: 'origin', test: ({ kind }) => kind === name },
      { of: 'details', test: ({ rc }) => rc !== undefined && says(rc) },
    ],
  }));
  const ofOthers: Plan = {
    of: 'details',
    test: ({ rc, partnerKind = '' }) => rc !== undefined && (byRequest.get(partnerKind) ?? general)(rc),
  };
  return { any: [...ofRequests, { all: [{ not: ofKinds(requests) }, ofOthers] }] };
}

type ResultTest = (rc: number) => boolean;

function resultTest(sought: SoughtText, answered?: CatalogKind): ResultTest {
  const known = new Map<number, boolean>();
  return (rc) => {
    const before = known.get(rc);
    if (before !== undefined) return before;
    const says = sought.isIn(`${rc} ${returnCodeMeaning(rc, answered)}`);
    if (known.size >= mostCodes) known.clear();
    known.set(rc, says);
    return says;
  };
}

function ofKinds(kinds: readonly CatalogKind[]): Plan {
  const names: ReadonlySet<string> = new Set(kinds.map(({ name }) => name));
  return names.size === 0 ? false : { of: 'origin', test: ({ kind }) => kind !== undefined && names.has(kind) };
}
