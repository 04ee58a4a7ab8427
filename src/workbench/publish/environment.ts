import { environmentNames } from '../../transcript/variables.ts';
import { Refusal } from '../../wiotp/refusal.ts';

/**
 * The variables of the environment that a template asks for, as far as the user allows them; nothing else leaves.
 * @throws Refusal for one that is allowed and not set.
 */
export function environmentFor(
  template: string,
  allowed: unknown,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const names = environmentNames(template).filter((name) => Array.isArray(allowed) && allowed.includes(name));
  return Object.fromEntries(names.map((name) => [name, environment[name] ?? refuseUnset(name)]));
}

function refuseUnset(name: string): never {
  throw new Refusal(`The environment variable ${name} is not set.`, {
    rule: 'a template uses only variables that have a value',
    advice: 'Set it where VS Code is started from, and start VS Code again.',
  });
}
