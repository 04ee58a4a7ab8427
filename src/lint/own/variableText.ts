const whole = /^\$\{[^{}]+\}$/;

/** Whether a value is a text that is one variable, `${serial}`: what it will be, nobody knows yet. */
export function isVariable(value: unknown): boolean {
  return typeof value === 'string' && whole.test(value);
}

/** The objects and arrays of a payload that have a variable anywhere in them. */
export function variableHolders(payload: unknown): ReadonlySet<unknown> {
  const parents = new Map<unknown, unknown>();
  const holders = new Set<unknown>();
  const open = [payload];
  while (open.length > 0) {
    const holder = open.pop();
    if (typeof holder !== 'object' || holder === null) continue;
    for (const value of Object.values(holder)) {
      if (isVariable(value)) for (let up: unknown = holder; up !== undefined && !holders.has(up); up = parents.get(up)) holders.add(up);
      else if (typeof value === 'object' && value !== null) {
        parents.set(value, holder);
        open.push(value);
      }
    }
  }
  return holders;
}
