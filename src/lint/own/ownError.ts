/** One keyword of a user's schema that a value breaks, as the compiled schema reports it. */
export interface OwnError {
  readonly keyword: string;
  /** JSON pointer to the value. */
  readonly instancePath: string;
  /** JSON pointer to the keyword, beginning with `#` or with the reference that led there. */
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The value itself. */
  readonly data?: unknown;
  /** The keyword's own value in the schema, and the schema around it. */
  readonly schema?: unknown;
  readonly parentSchema?: unknown;
  /** Set when it is a member's name that is checked and not its value. */
  readonly propertyName?: string | undefined;
}
