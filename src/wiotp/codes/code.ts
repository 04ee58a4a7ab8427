/** One number of the platform with what it means and what to do about it. */
export interface Code {
  readonly code: number;
  /** In a few words, without a full stop. */
  readonly meaning: string;
  /** Full sentences. */
  readonly advice: string;
}
