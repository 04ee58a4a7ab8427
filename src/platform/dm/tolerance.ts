import { fixAll } from '../../lint/fixAll.ts';
import type { Finding, Path } from '../../lint/finding.ts';
import { isObject, member, valueAt } from '../../lint/json.ts';
import { lintPayload } from '../../lint/lintPayload.ts';
import { rules } from '../../lint/rules.ts';
import { schemaFindings } from '../../lint/rules/schema/findings.ts';
import type { CatalogKind } from '../../wiotp/catalog.ts';

type Payload = Readonly<Record<string, unknown>>;

/** How often a payload is gone through: what is put right may show what else is wrong. */
const mostRounds = 8;

/** With more errors than this nobody can tell what was meant. */
const mostErrors = 100;

/** What is refused all the same: a member that is a number out of its range, not one in the wrong form. */
const firm: ReadonlySet<unknown> = new Set(['lifetime', 'latitude', 'longitude']);

/**
 * A payload as a tolerant platform reads it: errors that the linter can put right are put right, what the platform knows
 * better is filled in, and other members that break their schema are left out. `undefined` when the request cannot be
 * carried out all the same: a lifetime or coordinate out of range, or nothing left of what it is about.
 */
export function putRight(payload: Payload, kind: CatalogKind, now: string): Payload | undefined {
  let text = JSON.stringify(payload);
  for (let round = 0; round < mostRounds; round++) {
    const read = JSON.parse(text) as Payload;
    const errors = schemaFindings(read, kind, {}).filter(({ rule }) => rules[rule].severity === 'error');
    if (errors.length === 0) return read;
    if (errors.length > mostErrors || errors.some(isFirm)) return undefined;
    const fixable = lintPayload(text, kind).filter(({ severity, fix }) => severity === 'error' && fix !== undefined);
    const next = fixable.length > 0 ? fixAll(text, fixable) : withoutFaults(read, errors, now);
    if (next === undefined) return undefined;
    text = next;
  }
  return undefined;
}

function isFirm({ rule, place }: Finding): boolean {
  return (rule === 'schema/range' || rule === 'dm/lifetime') && firm.has(place.path.at(-1));
}

/** The text without what is wrong and with what is missing; `undefined` when that cannot be done. */
function withoutFaults(payload: Payload, errors: readonly Finding[], now: string): string | undefined {
  for (const { rule, place, about } of errors) {
    const done = rule === 'schema/required' ? filledIn(payload, about ?? [], now) : put(payload, place.path, undefined);
    if (!done) return undefined;
  }
  // Elements that were taken out of a list leave no gap.
  return JSON.stringify(payload, (_, value: unknown) => (Array.isArray(value) ? value.filter((inner) => inner !== undefined) : value));
}

/** Gives a member that is missing the value that the platform knows. */
function filledIn(payload: Payload, path: Path, now: string): boolean {
  switch (path.join('.')) {
    case 'd.timestamp':
      return put(payload, path, now);
    case 'd.severity':
      return put(payload, path, 0);
    case 'd.fields': {
      // Its name in older documents and libraries [JV].
      const data = member(payload['d'], 'data');
      return Array.isArray(data) && put(payload, path, data);
    }
    default:
      return false;
  }
}

/** Sets a member, or marks it as gone; `false` when there is nothing that could hold it. */
function put(payload: Payload, path: Path, value: unknown): boolean {
  const holder = valueAt(payload, path.slice(0, -1));
  const name = path.at(-1);
  if (name === undefined || !(isObject(holder) || Array.isArray(holder))) return false;
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
  return true;
}
