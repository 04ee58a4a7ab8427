/** What a refusal says besides its message. */
export interface RefusalDetails {
  /** The rule that refused, in the words of the protocol, without a full stop. */
  readonly rule: string;
  /** What the reader should do now, as a full sentence. */
  readonly advice: string;
  /** The number the platform gives: an rc, a CONNACK code or a close code. */
  readonly code?: number;
}

/**
 * An error meant for people: what was refused, by which rule, and what to do.
 * Everything that is not a `Refusal` is a defect of ours and is logged whole.
 */
export class Refusal extends Error {
  readonly rule: string;
  readonly advice: string;
  readonly code: number | undefined;

  constructor(message: string, details: RefusalDetails, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Refusal';
    this.rule = details.rule;
    this.advice = details.advice;
    this.code = details.code;
  }
}

/**
 * Whether an error is a {@link Refusal}. Bundles carry copies of the class, and some refusals have
 * crossed a process border, so the shape decides and not the prototype.
 */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && error.name === 'Refusal' && 'advice' in error;
}

/** The whole refusal as one paragraph, for places that show plain text only. */
export function refusalText(refusal: Refusal): string {
  const end = /[.!?]$/.test(refusal.message) ? '' : '.';
  return `${refusal.message}${end} ${refusal.advice}`;
}
