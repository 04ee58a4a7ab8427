import type { RuleExample } from '../rule.ts';

const pump = { name: 'Pump', class: 'device', target: 'embedded', typeId: 'pump', deviceId: 'p-1' };

/** What an example says about a connection besides who it is. */
interface Members {
  readonly wrong: Readonly<Record<string, unknown>>;
  /** Nothing when it is left out. */
  readonly right?: Readonly<Record<string, unknown>>;
}

/** An example that is a file with one connection. */
export function connectionExample({ wrong, right = {} }: Members): RuleExample {
  return { file: 'profiles', wrong: textOf([{ ...pump, ...wrong }]), right: textOf([{ ...pump, ...right }]) };
}

/** An example that is a file with a second connection. */
export function secondExample({ wrong, right = {} }: Members): RuleExample {
  const second = { ...pump, deviceId: 'p-2' };
  return { file: 'profiles', wrong: textOf([pump, { ...second, ...wrong }]), right: textOf([pump, { ...second, ...right }]) };
}

function textOf(entries: readonly object[]): string {
  return `{\n  "profiles": [\n${entries.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')}\n  ]\n}`;
}
