import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { ImageProgress, ImageState, ImageTransfer, ImageWish } from '../../rpc/device/imageState.ts';
import { deviceKey } from '../deviceKey.ts';
import type { ImageSource } from './imageSource.ts';

/** How many requests for one image are remembered. */
const mostTransfers = 20;

/** How many devices that were told to fetch it are remembered. */
const mostExpected = 5000;

/** One image that is served, with who fetched it. */
export class Image {
  readonly id: string;
  readonly uri: string;
  readonly source: ImageSource;
  readonly verifier: string;
  readonly #wish: ImageWish;
  readonly #expected = new Map<string, DeviceName>();
  #transfers: ImageTransfer[] = [];
  #reached = 0;

  constructor(id: string, uri: string, wish: ImageWish, source: ImageSource) {
    this.id = id;
    this.uri = uri;
    this.source = source;
    this.#wish = wish;
    this.verifier = typeof wish.verifier === 'string' ? source[wish.verifier] : wish.verifier.text;
  }

  /** Distinguishes its content from every other, as HTTP's entity tag. */
  get etag(): string {
    return `"${this.source.sha256.slice(0, 32)}"`;
  }

  /** How far its last reader came. */
  get progress(): ImageProgress {
    return { sent: this.#reached, total: this.source.size };
  }

  /** The last reader has it up to this byte, whether at once or in ranges. */
  reached(position: number): void {
    this.#reached = Math.min(position, this.source.size);
  }

  /** Notes that a device was told to fetch it. */
  expect(device: DeviceName): void {
    const key = deviceKey(device);
    this.#expected.delete(key);
    this.#expected.set(key, device);
    const [oldest] = this.#expected.keys();
    if (this.#expected.size > mostExpected && oldest !== undefined) this.#expected.delete(oldest);
  }

  /** The devices that were told to fetch it, the last one first. */
  get expected(): readonly DeviceName[] {
    return [...this.#expected.values()].toReversed();
  }

  /** Adds a request, or replaces what was known of it: gives how to tell the next. */
  track(transfer: ImageTransfer): (change: Partial<ImageTransfer>) => void {
    let latest = transfer;
    this.#transfers = [latest, ...this.#transfers].slice(0, mostTransfers);
    return (change) => {
      const next = { ...latest, ...change };
      this.#transfers = this.#transfers.map((known) => (known === latest ? next : known));
      latest = next;
    };
  }

  state(): ImageState {
    const { id: imageId, uri, verifier } = this;
    const { name, version } = this.#wish;
    return { imageId, uri, name, version, verifier, ...this.progress, transfers: this.#transfers };
  }
}
