/** Which client of which library is run, and with what its constructor or its configuration is called. */
export interface SdkClient {
  readonly module: '@wiotp/sdk' | 'ibmiotf';
  readonly client: string;
  readonly config: unknown[];
}

/** One call of a method of the client, such as `registry.getDevice`. */
export interface Order {
  readonly id: number;
  readonly path: string;
  readonly args: unknown[];
}

/** What came of a call, or an event that the client emitted. */
export type Said =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failed: SdkFailure }
  | { readonly event: string; readonly args: readonly unknown[] };

/** Why a call failed, with the platform's answer where it was one of HTTP. */
export interface SdkFailure {
  readonly message: string;
  readonly status?: number | undefined;
  readonly body?: unknown;
}
