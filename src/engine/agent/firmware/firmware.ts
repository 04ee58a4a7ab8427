import { member } from '../../../lint/json.ts';
import type { DownloadChoice } from '../../../profiles/profile.ts';
import type { JsonObject } from '../../../rpc/device/deviceState.ts';
import type { Clock } from '../../../rpc/node/clock.ts';
import type { FirmwareState } from '../../../rpc/session/sessionState.ts';
import { memberNumbers } from '../../../wiotp/codes/memberNumbers.ts';
import { shownText } from '../../../wiotp/shownText.ts';
import type { Fetch, FetchEnd } from '../download/fetchImage.ts';
import type { FirmwareAttribute } from '../deviceAttributes.ts';
import { simulate, type Run } from './simulation.ts';
import { firmwareState, isFailure, updateStatus } from './updateStatus.ts';

/** What a device's firmware works with. */
export interface FirmwareOptions {
  readonly clock: Clock;
  readonly download: DownloadChoice;
  /** Fetches an image really. */
  readonly fetch: Fetch;
  /** Members of mgmt.firmware changed together, by the device itself. */
  readonly report: (changed: JsonObject) => void;
  /** An update is in place. */
  readonly installed: (version: string) => void;
  readonly changed: () => void;
}

const nothing: FirmwareState = {
  version: '',
  name: '',
  uri: '',
  verifier: '',
  state: firmwareState.idle,
  updateStatus: updateStatus.success,
};

/**
 * The firmware of a simulated device: the states of a download, idle, downloading and downloaded, and of an update, which begins
 * where a download ended [D-req].
 */
export class Firmware implements FirmwareAttribute {
  readonly #options: FirmwareOptions;
  #now: FirmwareState = nothing;
  #updated = '';
  #run: Run | undefined;

  constructor(options: FirmwareOptions) {
    this.#options = options;
  }

  get state(): FirmwareState {
    return this.#now;
  }

  /** The attribute with all its members, since some libraries insist on them [PY]. */
  get value(): JsonObject {
    const { version, name, uri, verifier, state, updateStatus: status } = this.#now;
    return { version, name, uri, verifier, state, updateStatus: status, updatedDateTime: this.#updated };
  }

  /** Why a download cannot begin now; `undefined` when it can [D-req]. */
  get noDownload(): string | undefined {
    const { state, uri } = this.#now;
    if (state !== firmwareState.idle) return `The state is ${state}; a download begins at 0 (idle).`;
    return uri === '' ? 'mgmt.firmware has no uri to download from.' : undefined;
  }

  /** Why an update cannot begin now; `undefined` when it can [D-req]. */
  get noUpdate(): string | undefined {
    const { state, updateStatus: status } = this.#now;
    if (state !== firmwareState.downloaded) return `The state is ${state}; an update begins at 2 (downloaded).`;
    return status === updateStatus.inProgress ? 'An update is under way.' : undefined;
  }

  /**
   * The platform writes the attribute, whole or in part. What was under way ends: it was about what is no longer asked for. That
   * something is under way is not the platform's to say.
   */
  write(value: JsonObject): void {
    this.#stop();
    const { state: before, updateStatus: statusBefore } = this.#now;
    const state = numberIn(value, 'state') ?? before;
    const status = numberIn(value, 'updateStatus') ?? statusBefore;
    const { progress: _progress, note: _note, ...now } = this.#now;
    this.#set({
      ...now,
      ...this.#textsIn(value),
      state: state === firmwareState.downloading ? firmwareState.idle : state,
      updateStatus: status === updateStatus.inProgress ? updateStatus.success : status,
    });
  }

  /** The user reported by hand what the firmware is and how far it is; that is true from now on. */
  reported(value: unknown): void {
    const { state: before, updateStatus: statusBefore } = this.#now;
    const state = numberIn(value, 'state') ?? before;
    const status = numberIn(value, 'updateStatus') ?? statusBefore;
    const texts = this.#textsIn(value);
    if (state === before && status === statusBefore) return this.#set({ ...this.#now, ...texts });
    this.#stop();
    const { progress: _, ...now } = this.#now;
    this.#set({ ...now, ...texts, state, updateStatus: status });
  }

  /** Begins to download, and ends with `end` if that is a failure. */
  download(end?: number): void {
    this.#stop();
    const { note: _, ...now } = this.#now;
    this.#set({ ...now, progress: 0 });
    this.#become({ state: firmwareState.downloading, updateStatus: updateStatus.success });
    const { clock, download, fetch } = this.#options;
    const { uri, verifier } = this.#now;
    if (download.real && !isFailure(end)) {
      this.#run = fetch({ uri, verifier, maxBytes: download.maxBytes }, this.#progress, (result) => this.#downloaded(result));
      return;
    }
    this.#run = simulate(clock, download.seconds, this.#progress, () => this.#downloaded(simulatedEnd(uri, end)));
  }

  /** Begins to install what was downloaded, be it nothing, and ends with `end` if that is a failure. */
  update(end?: number): void {
    this.#stop();
    const hasImage = this.#now.state === firmwareState.downloaded;
    const { note: _, ...now } = this.#now;
    this.#set({ ...now, progress: 0 });
    this.#become({ updateStatus: updateStatus.inProgress });
    const { clock, download } = this.#options;
    this.#run = simulate(clock, download.seconds, this.#progress, () => this.#installed(end, hasImage));
  }

  /** Without the network nothing can be downloaded; an update goes on [D-req]. */
  connectionLost(): void {
    if (this.#run === undefined || this.#now.state !== firmwareState.downloading) return;
    this.#downloaded({ failure: updateStatus.connectionLost, note: 'The connection was lost during the download.' });
  }

  /** Goes back to factory settings. */
  reset(): void {
    this.#stop();
    this.#set(nothing);
  }

  /** Nothing happens any more. */
  stop(): void {
    this.#stop();
  }

  readonly #progress = (part: number): void => {
    this.#now = { ...this.#now, progress: part };
    this.#options.changed();
  };

  #downloaded({ failure, note }: FetchEnd): void {
    this.#end(note);
    if (failure === undefined) this.#become({ state: firmwareState.downloaded });
    else this.#become({ state: firmwareState.idle, updateStatus: failure });
  }

  #installed(end: number | undefined, hasImage: boolean): void {
    const lack = hasImage ? '' : ' No image had been downloaded.';
    if (isFailure(end)) {
      this.#end(`The update was simulated and ended as it was told to.${lack}`);
      return this.#become({ updateStatus: end });
    }
    this.#end(`The update was simulated.${lack}`);
    this.#become({ state: firmwareState.idle, updateStatus: updateStatus.success });
    this.#options.installed(this.#now.version);
  }

  /** What changes is reported, together and nothing else. */
  #become(next: { readonly state?: number; readonly updateStatus?: number }): void {
    const changed = Object.entries(next).filter(([name, value]) => value !== member(this.#now, name));
    this.#set({ ...this.#now, ...next });
    this.#options.report(Object.fromEntries(changed));
  }

  #textsIn(value: unknown): Pick<FirmwareState, 'version' | 'name' | 'uri' | 'verifier'> {
    const { version, name, uri, verifier } = this.#now;
    return {
      version: textIn(value, 'version') ?? version,
      name: textIn(value, 'name') ?? name,
      uri: textIn(value, 'uri') ?? uri,
      verifier: textIn(value, 'verifier') ?? verifier,
    };
  }

  #end(note: string): void {
    this.#stop();
    const { progress: _, ...now } = this.#now;
    this.#now = { ...now, note };
  }

  #stop(): void {
    this.#run?.stop();
    this.#run = undefined;
  }

  #set(next: FirmwareState): void {
    this.#now = next;
    this.#updated = new Date(this.#options.clock.now()).toISOString();
    this.#options.changed();
  }
}

function simulatedEnd(uri: string, end: number | undefined): FetchEnd {
  if (isFailure(end)) return { failure: end, note: 'The download was simulated and ended as it was told to.' };
  if (!URL.canParse(uri)) return { failure: updateStatus.invalidUri, note: `The uri "${shownText(uri)}" is no address.` };
  return { note: 'The download was simulated: nothing was fetched, and the verifier was not checked.' };
}

function textIn(value: unknown, name: string): string | undefined {
  const found = member(value, name);
  return typeof found === 'string' ? found : undefined;
}

/** A state or updateStatus; anything else than the numbers that there are is none. */
function numberIn(value: unknown, name: 'state' | 'updateStatus'): number | undefined {
  const found = member(value, name);
  return typeof found === 'number' && memberNumbers[name][found] !== undefined ? found : undefined;
}
