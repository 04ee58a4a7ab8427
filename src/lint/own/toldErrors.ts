import { member } from '../json.ts';
import type { OwnError } from './ownError.ts';

/** An error that is worth telling, with the errors below it that say the same in detail. */
interface Group {
  readonly error: OwnError;
  /** What to tell in its place. */
  readonly told: readonly OwnError[];
}

/** Keywords that judge by trying: the errors of the tries come before their own. */
const trying = new Set(['anyOf', 'oneOf', 'contains', 'propertyNames', 'if']);

/**
 * The errors of a check that are worth telling. Of the alternatives of `anyOf` and `oneOf` only the one that the value
 * is evidently meant to be counts; where none is, only the keyword itself is told.
 */
export function toldErrors(errors: readonly OwnError[]): readonly OwnError[] {
  const groups: Group[] = [];
  for (const error of errors) {
    if (error.keyword === 'if') continue;
    if (!trying.has(error.keyword)) groups.push({ error, told: [error] });
    else groups.push({ error, told: toldOf(error, takeTries(groups, error)) });
  }
  return groups.flatMap(({ told }) => told);
}

/** Takes the errors of a keyword's tries off the end, in their order. */
function takeTries(groups: Group[], error: OwnError): readonly Group[] {
  const beginnings = [`${error.schemaPath}/`, ...referencesOf(error.schema)];
  let first = groups.length;
  while (first > 0 && isTry(groups[first - 1]?.error, error, beginnings)) first--;
  return groups.splice(first);
}

function isTry(candidate: OwnError | undefined, { keyword, instancePath, schemaPath }: OwnError, beginnings: readonly string[]): boolean {
  if (candidate === undefined || !isWithin(candidate.instancePath, instancePath)) return false;
  if (keyword === 'propertyNames') return candidate.propertyName !== undefined;
  if (beginnings.some((path) => candidate.schemaPath.startsWith(path))) return true;
  // Not another keyword of the schema around it: what a reference within a try led to has a path that begins elsewhere.
  const around = schemaPath.slice(0, schemaPath.lastIndexOf('/') + 1);
  return !candidate.schemaPath.startsWith(around) || (around === '#/' && isReferred(candidate.schemaPath));
}

/** Whether a path begins in the part of a schema that is only there to be referred to. */
function isReferred(schemaPath: string): boolean {
  return schemaPath.startsWith('#/$defs/') || schemaPath.startsWith('#/definitions/');
}

function isWithin(path: string, outer: string): boolean {
  return path.startsWith(outer) && (path.length === outer.length || path[outer.length] === '/');
}

function toldOf(error: OwnError, tries: readonly Group[]): readonly OwnError[] {
  if (error.keyword !== 'anyOf' && error.keyword !== 'oneOf') return [error];
  const alternatives = byAlternative(error, tries);
  if (alternatives === undefined) return [error];
  const meant = evident(error, alternatives);
  return meant === undefined ? [error] : meant.flatMap(({ told }) => told);
}

/** The errors of each alternative; `undefined` when some belong to none that can be told. */
function byAlternative(error: OwnError, tries: readonly Group[]): readonly (readonly Group[])[] | undefined {
  if (!Array.isArray(error.schema) || tries.length === 0) return undefined;
  const beginnings = error.schema.map((alternative: unknown, at) => [`${error.schemaPath}/${at}/`, ...referencesOf([alternative])]);
  const alternatives: Group[][] = beginnings.map(() => []);
  for (const group of tries) {
    const at = beginnings.findIndex((paths) => paths.some((path) => group.error.schemaPath.startsWith(path)));
    if (at < 0) return undefined;
    alternatives[at]?.push(group);
  }
  return alternatives;
}

/** How paths begin that lead through the references of these alternatives. */
function referencesOf(alternatives: unknown): readonly string[] {
  if (!Array.isArray(alternatives)) return [];
  return alternatives.flatMap((alternative: unknown) => {
    const reference = member(alternative, '$ref');
    return typeof reference === 'string' ? [`${reference}/`] : [];
  });
}

/** The one alternative that has the value's type, and what tells the alternatives apart. */
function evident(error: OwnError, alternatives: readonly (readonly Group[])[]): readonly Group[] | undefined {
  const sameType = alternatives.filter((groups) => !groups.some((group) => isAbout(group, error, 'type')));
  if (sameType.length === 1) return sameType[0];
  const sameMark = sameType.filter((groups) => !groups.some((group) => isMark(group, error)));
  return sameMark.length === 1 ? sameMark[0] : undefined;
}

function isAbout(group: Group, { instancePath }: OwnError, keyword: string): boolean {
  return group.error.keyword === keyword && group.error.instancePath === instancePath;
}

/** Whether it says that a member has another value than the alternative wants: `"kind": "reading"`. */
function isMark({ error }: Group, { instancePath }: OwnError): boolean {
  const isChild = error.instancePath.lastIndexOf('/') === instancePath.length;
  return isChild && (error.keyword === 'const' || error.keyword === 'enum');
}
