import { Refusal } from '../../wiotp/refusal.ts';

/** The refusal of something that cannot be imported. The message never repeats what may be a secret. */
export function importRefusal(message: string, advice: string, cause?: unknown): Refusal {
  return new Refusal(message, { rule: 'only a complete configuration becomes a connection', advice }, { cause });
}
