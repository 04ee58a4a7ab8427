import { isSecretName } from '../lint/secretName.ts';
import type { Path } from '../lint/finding.ts';

/** `passphrase`, `keyPassphrase`, `pwd`, beside the names that the linter knows. */
const passEnding = /(?:passphrase|pwd)$/i;

/** What people write stays far below; what is deeper is not read. */
const deepest = 20;

/** Whether a member of this name holds a secret, as far as a name can tell. */
export function isSecretMember(name: string): boolean {
  return isSecretName(name) || passEnding.test(name);
}

/** A copy of parsed JSON without the members that look like secrets, and without what is nested deeper than anybody writes. */
export function withoutSecrets(value: unknown): unknown {
  return copied(value, 0);
}

/** The members that look like secrets and hold something, wherever they are; of very many, so many. */
export function secretPaths(value: unknown, most = Number.POSITIVE_INFINITY): readonly Path[] {
  const found: Path[] = [];
  const open: { readonly value: unknown; readonly path: Path }[] = [{ value, path: [] }];
  for (let next = open.pop(); next !== undefined && found.length < most; next = open.pop()) {
    const { path } = next;
    if (typeof next.value !== 'object' || next.value === null || path.length > deepest) continue;
    const isList = Array.isArray(next.value);
    for (const [name, member] of Object.entries(next.value)) {
      const isSecret = !isList && isSecretMember(name) && member !== null && member !== '';
      if (isSecret) found.push([...path, name]);
      else if (typeof member === 'object') open.push({ value: member, path: [...path, isList ? Number(name) : name] });
    }
  }
  return found.slice(0, most).toReversed();
}

function copied(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) return undefined;
  if (Array.isArray(value)) return value.map((element) => copied(element, depth + 1) ?? null);
  const members = Object.entries(value).filter(([name]) => !isSecretMember(name));
  return Object.fromEntries(
    members.map(([name, member]) => [name, copied(member, depth + 1)]).filter(([, member]) => member !== undefined),
  );
}
