/** Where a broker is and how clients log in; brokers that know no log-in do not look at it. */
export interface Address {
  readonly port: number;
  readonly org: string;
  readonly apiKey: { readonly key: string; readonly token: string };
  /** Devices write short topics, and applications see long ones. */
  readonly rewrites: boolean;
}

/** 100 devices publish `count` events to one application. */
export interface RouteJob {
  readonly address: Address;
  readonly qos: 0 | 1;
  readonly count: number;
  /** The application has a durable session. */
  readonly durable: boolean;
}

export interface RouteResult {
  /** Messages per second. */
  readonly rate: number;
}

/** So many devices, from this number on, connect and manage. */
export interface ManageJob {
  readonly address: Address;
  readonly first: number;
  readonly count: number;
}

export interface ManageResult {
  /** Until all are connected. */
  readonly connectMs: number;
  /** Until all got the answer to their Manage request. */
  readonly managedMs: number;
}

/** What a job gives. */
export type ResultOf<J extends RouteJob | ManageJob> = J extends RouteJob ? RouteResult : ManageResult;

export function isRouting(job: RouteJob | ManageJob): job is RouteJob {
  return 'qos' in job;
}
