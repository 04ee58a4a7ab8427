/** One thing that the connection doctor looks at, in this order. */
export type DoctorStepName = 'files' | 'proxy' | 'name' | 'tcp' | 'tls' | 'websocket' | 'connect' | 'subscribe';

/** What came of one step. */
export interface DoctorStep {
  readonly step: DoctorStepName;
  /** `warning`: it works, but not as it should; `skipped`: not needed here, or not possible after what failed before. */
  readonly result: 'passed' | 'warning' | 'failed' | 'skipped';
  /** What was found, in plain words, as full sentences. */
  readonly text: string;
  /** What to do about it, as full sentences. */
  readonly advice?: string;
  /** What was seen on the way: addresses, names in a certificate, expiry. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** How long it took. */
  readonly ms: number;
}

/** How far the doctor goes. Everything from `connect` on pushes out whoever is connected with the same client ID. */
export type DoctorReach = 'network' | 'connect' | 'subscribe';

/** All steps of one examination. */
export interface DoctorReport {
  readonly clientId: string;
  /** The URL of the server, `mqtts://host:8883`. */
  readonly address: string;
  readonly steps: readonly DoctorStep[];
  /** It was stopped before it was finished. */
  readonly stopped?: true;
  /** Whether it was finished, and no step failed. */
  readonly healthy: boolean;
}
