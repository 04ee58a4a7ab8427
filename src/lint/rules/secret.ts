import type { Finding, Path } from '../finding.ts';
import { isObject } from '../json.ts';
import type { Problem } from '../problem.ts';
import { rules } from '../rules.ts';
import { isSecretName } from '../secretName.ts';
import { pathText } from '../wording.ts';

/** A user name and what goes with it: `use-token-auth:…` of a device, `a-org-…:…` of an application [D-conn]. */
const credentials = /\b(?:use-token-auth|a-[a-z0-9]{5,6}-[a-z0-9]{10})["' ]*(?:[:/,]|-P)[^A-Za-z0-9$<*{]{0,5}[^\s"'<>${}*]{8,}/;

/** How much of a file is looked through, and how deep. */
const maxValues = 100_000;
const maxDepth = 20;

/** `file/secret` for a payload that is not JSON. */
export function credentialProblem(text: string): readonly Problem[] {
  const found = credentials.exec(text);
  if (found === null) return [];
  const range = { start: found.index, end: found.index + found[0].length };
  return [{ rule: 'file/secret', severity: rules['file/secret'].severity, message: secretMessage('The payload'), range }];
}

/** Never says the secret itself. */
function secretMessage(what: string): string {
  return (
    `${what} holds what looks like a secret. Whoever gets the file can connect in your name, and files are committed and sent around. ` +
    'Write ${env:NAME} and keep the secret in an environment variable; if the file was shared already, replace the secret.'
  );
}

/** `file/secret`: in a file of the workspace, which sooner or later is shared. */
export function secretsIn(payload: unknown): readonly Finding[] {
  const findings: Finding[] = [];
  const rest: Value[] = [{ value: payload, path: [] }];
  let left = maxValues;
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { value, path } = next;
    if (typeof value === 'string' && isSecret(path.at(-1), value)) findings.push(finding(path));
    if (path.length >= maxDepth) continue;
    for (const inner of valuesIn(value, path)) {
      if (left-- === 0) return findings;
      rest.push(inner);
    }
  }
  return findings;
}

interface Value {
  readonly value: unknown;
  readonly path: Path;
}

/** One by one, since an array of a file can have millions of elements. */
function* valuesIn(value: unknown, path: Path): Iterable<Value> {
  if (Array.isArray(value)) for (const [index, inner] of value.entries()) yield { value: inner, path: [...path, index] };
  else if (isObject(value)) for (const name in value) yield { value: value[name], path: [...path, name] };
}

function isSecret(name: Path[number] | undefined, value: string): boolean {
  if (value.length > 4096) return false;
  if (typeof name === 'string' && name.length < 40 && isSecretName(name)) return !isStandIn(value);
  return credentials.test(value);
}

/** Variables, and what documents and templates put where a secret is to come. */
function isStandIn(value: string): boolean {
  return value.trim() === '' || /\$\{[^}]*\}|^<.*>$|^[*.x•-]+$|^\{\{.*\}\}$|^(your|my)[-_ ]|^changeme$/i.test(value);
}

function finding(path: Path): Finding {
  // Nothing is inside a text, so no other finding is about this.
  return { rule: 'file/secret', message: secretMessage(pathText(path)), place: { path, part: 'value' }, about: [...path, 'secret'] };
}
