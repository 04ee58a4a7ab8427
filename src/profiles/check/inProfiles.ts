import { at, replaceWith, type Finding, type Place, type PlacedFix } from '../../lint/finding.ts';
import type { FormCheck } from '../../lint/form/readForm.ts';
import { isObject, valueAt } from '../../lint/json.ts';
import { sureName } from '../../lint/memberName.ts';
import { removeMember } from '../../lint/removeMember.ts';
import type { ProfilesRuleId } from '../../lint/ruleTables/profiles.ts';
import { withoutPassword } from '../proxyUrl.ts';
import type { FileFault } from '../shared/fileFault.ts';
import { readProfilesDocument } from '../shared/readSharedProfiles.ts';

/** Everything that is wrong with a file of shared profiles. */
export const inProfiles: FormCheck = {
  find: (file) => readProfilesDocument(file, '').faults.map((fault) => findingOf(fault, file)),
  effect: 'None of its connections is shown.',
};

function findingOf(fault: FileFault, file: unknown): Finding {
  const { path, message } = fault;
  const value = valueAt(file, path);
  const place: Place = { path, part: partOf(fault, value) };
  const fix = fixOf(fault, place, value);
  // One member can be wrong in several ways, and an object can lack several members.
  return { rule: ruleOf(fault), message, place, about: [...path, message], ...(fix === undefined ? {} : { fix }) };
}

function ruleOf({ kind, severity }: FileFault): ProfilesRuleId {
  switch (kind) {
    case 'syntax':
    case 'shape':
      return 'profiles/value';
    case 'unknown':
      return 'profiles/unknown-member';
    case 'secret':
      return 'profiles/secret';
    case 'duplicate':
      return 'profiles/duplicate-name';
    case 'profile':
      return severity === 'error' ? 'profiles/connection' : 'profiles/unwise';
  }
}

/** An object is shown by its brace: it lacks something, or is not what should stand there. */
function partOf({ kind }: FileFault, value: unknown): Place['part'] {
  if (kind === 'unknown') return 'key';
  return isObject(value) ? 'object' : 'value';
}

function fixOf({ kind, path, nearest }: FileFault, place: Place, value: unknown): PlacedFix | undefined {
  if (kind === 'secret') return secretFix(place, value);
  const name = path.at(-1);
  if (kind !== 'unknown' || nearest === undefined || typeof name !== 'string' || sureName(name, [nearest]) === undefined) return undefined;
  return { title: `Change it to ${nearest}`, ...at(place, replaceWith(JSON.stringify(nearest))) };
}

/** A proxy can do without its password; any other member is the secret. */
function secretFix(place: Place, value: unknown): PlacedFix {
  if (place.path.at(-1) !== 'proxy' || typeof value !== 'string')
    return { title: 'Remove the secret', alone: true, ...removeMember(place.path) };
  return { title: 'Remove the password', alone: true, ...at(place, replaceWith(JSON.stringify(withoutPassword(value)))) };
}
