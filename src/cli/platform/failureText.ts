import { isRefusal } from '../../wiotp/refusal.ts';

/** What there is to say when the platform failed at something: a refusal, such as that of a full disk, explains itself; the rest are defects of ours. */
export function failureText(error: unknown): string {
  if (isRefusal(error)) return `${error.message} ${error.advice}`;
  return `Defect: ${error instanceof Error ? error.stack : String(error)}`;
}
