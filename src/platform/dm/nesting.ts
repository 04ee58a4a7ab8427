/** The deepest values that the platform keeps: writing out much deeper ones would exhaust the stack. */
const deepest = 100;

/** Whether a parsed value is nested too deep to be kept. */
export function tooDeep(value: unknown, levels = deepest): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => tooDeep(inner, levels - 1));
}
