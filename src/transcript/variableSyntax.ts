/** One thing that begins with `${` or `$${` in a template. Offsets are those of the text it was found in. */
export type TemplatePart =
  /** `${name}`. */
  | { readonly type: 'variable'; readonly name: string; readonly start: number; readonly end: number }
  /** `$${`, a literal `${`. */
  | { readonly type: 'literal'; readonly start: number; readonly end: number }
  /** `${` without its `}`. */
  | { readonly type: 'unfinished'; readonly start: number; readonly end: number };

const part = /\$\$\{|\$\{([^{}]*)(\}?)/g;

/** What a text has of the language of variables, in the order of the text. Nothing when it is plain. */
export function templateParts(text: string): readonly TemplatePart[] {
  if (!text.includes('${')) return [];
  return [...text.matchAll(part)].map(({ 0: found, 1: name, 2: close, index: start }) => {
    const end = start + found.length;
    if (name === undefined) return { type: 'literal', start, end };
    return close === '}' ? { type: 'variable', name, start, end } : { type: 'unfinished', start, end };
  });
}

/** The name in `${env:NAME}`; `undefined` for the name of any other variable. */
export function environmentName(name: string): string | undefined {
  return /^env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(name)?.[1];
}

/** What `${random:lo:hi}` can be: `least / steps`, `most / steps`, and everything between in steps of one. */
export interface RandomRange {
  readonly least: number;
  readonly most: number;
  readonly steps: number;
}

/** The numbers that the name of a random variable stands for; for any other name, and for impossible bounds, the fault as a full sentence. */
export function randomRange(name: string): RandomRange | string {
  const [, lo, hi] = /^random:(-?\d+(?:\.\d+)?):(-?\d+(?:\.\d+)?)$/.exec(name) ?? [];
  if (lo === undefined || hi === undefined) return `There is no variable \${${name}}.`;
  const steps = 10 ** Math.max(decimalsOf(lo), decimalsOf(hi));
  const [least, most] = [Math.round(Number(lo) * steps), Math.round(Number(hi) * steps)];
  if (!Number.isSafeInteger(least) || !Number.isSafeInteger(most)) return `The numbers in \${${name}} have too many digits.`;
  return least > most ? `In \${${name}} the first number is larger than the second.` : { least, most, steps };
}

function decimalsOf(number: string): number {
  return number.split('.')[1]?.length ?? 0;
}
