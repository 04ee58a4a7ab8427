import type { KindName } from '../../wiotp/catalog.ts';
import type { DeviceName, DeviceProblem } from './deviceState.ts';
import type { ImageProgress } from './imageState.ts';

/** The longest time that a request for an action may be given, in seconds: a day. The shortest is one second. */
export const longestActionSeconds = 86_400;

/** How many parameters a request may have, and an action of a custom package may define. */
export const mostActionParameters = 100;

/** How the actions begin that tell a device of a changed attribute: `device/update/metadata`. Nobody asks for them by name. */
export const updateAction = 'device/update/';

/**
 * How far an action on one device is. A request that timed out stays queued for a durable session; if it is delivered and
 * done later, that is documented behaviour [D-mqtt].
 */
export type ActionPhase = 'requested' | 'accepted' | 'complete' | 'failed' | 'timed out' | 'cancelled' | 'carried out after time-out';

/** A Device Management action on one device. */
export interface ActionState {
  /** Names the request, which may be for several devices: the reqId of the REST interface. */
  readonly requestId: string;
  /**
   * `device/reboot`, `device/factoryReset`, `firmware/download`, `firmware/update`, `{bundleId}/{actionId}`, or
   * {@link updateAction} and an attribute that was changed.
   */
  readonly action: string;
  readonly device: DeviceName;
  readonly state: ActionPhase;
  /** The kind of the request that was sent to the device last. */
  readonly step?: KindName;
  /** The last rc that counted. */
  readonly rc?: number;
  /** What the state means, as text for people. */
  readonly note: string;
  /** How far the image was fetched, where it comes from our image server. */
  readonly progress?: ImageProgress;
  /** In milliseconds since the epoch. */
  readonly started: number;
  readonly changed: number;
}

/** An action with everything that belongs to it. */
export interface ActionReport extends ActionState {
  readonly timeline: readonly ActionEntry[];
  readonly problems: readonly DeviceProblem[];
}

/** One thing that happened in an action. */
export interface ActionEntry {
  /** In milliseconds since the epoch. */
  readonly time: number;
  /** `none` for what happened on the platform itself. */
  readonly direction: 'up' | 'down' | 'none';
  readonly kind?: KindName;
  readonly reqId?: string;
  readonly rc?: number;
  readonly text: string;
}

/** Asks for an action, as the REST interface does [D-req]. */
export interface ActionRequest {
  readonly action: string;
  readonly parameters?: readonly { readonly name: string; readonly value: unknown }[];
  readonly devices: readonly DeviceName[];
  /** 120 unless told. */
  readonly timeoutSeconds?: number;
  /** Cancels a firmware action that is under way [D-req]. */
  readonly override?: boolean;
}

/** A custom package that was uploaded: its definition as it came [D-cus]. */
export interface ExtensionPackage {
  readonly bundleId: string;
  readonly definition: Readonly<Record<string, unknown>>;
}
