import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { ImageProgress, ImageState, ImageWish } from '../../rpc/device/imageState.ts';
import type { Clock } from '../../rpc/node/clock.ts';
import { Pace } from '../../rpc/pace.ts';
import type { ListenerState } from '../../rpc/platformContract.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import type { Faults } from '../faults/faults.ts';
import type { Link } from '../ports/link.ts';
import { Image } from './image.ts';
import { imageAddress, imagePath, imagesPath } from './imageAddress.ts';
import { wrongVerifier } from './imageFaults.ts';
import { openSource } from './imageSource.ts';
import { Transfers } from './transfers.ts';

/** What the image server works with. */
export interface ImageSurroundings {
  readonly faults: Faults;
  readonly clock: Clock;
  readonly listeners: () => readonly ListenerState[];
  /** Called whenever an image was added or fetched further. */
  readonly changed: () => void;
}

/** How many images are kept; the oldest goes. */
const mostImages = 20;

/** What images that were given as bytes may take together; the oldest goes. */
const mostHeldBytes = 60_000_000;

/** Changes are told ten times a second at most. */
const leastGapMs = 100;

/** Serves firmware images on the platform's own ports, under paths that nobody can guess. */
export class ImageServer {
  readonly #surroundings: ImageSurroundings;
  readonly #changed: Pace;
  readonly #transfers: Transfers;
  /** By path, the oldest first. */
  readonly #images = new Map<string, Image>();

  constructor(surroundings: ImageSurroundings) {
    const { faults, clock, changed } = surroundings;
    this.#surroundings = surroundings;
    this.#changed = new Pace(changed, leastGapMs, clock);
    this.#transfers = new Transfers({ faults, clock, changed: () => this.#changed.poke() });
  }

  /** @throws Refusal when the file cannot be read, or no listener fits the wish. */
  async serve(wish: ImageWish): Promise<ImageState> {
    const imageId = randomBytes(24).toString('base64url');
    const path = imagePath(imageId, wish);
    const uri = imageAddress(wish, this.#surroundings.listeners(), path);
    if ('bytes' in wish.source && wish.source.bytes.length > mostHeldBytes) throw tooLarge(wish.source.bytes.length);
    const image = new Image(imageId, uri, wish, await openSource(wish.source));
    this.#images.set(path, image);
    this.#trim();
    this.#changed.poke();
    return image.state();
  }

  /** The latest first. */
  states(): readonly ImageState[] {
    return [...this.#images.values()].toReversed().map((image) => image.state());
  }

  /** How far this image was fetched by its last reader; `undefined` when it is not one of ours. */
  progress(uri: string): ImageProgress | undefined {
    return this.#find(uri)?.progress;
  }

  /** Notes which device was told to fetch this image, so that its faults count. */
  expect(uri: string, device: DeviceName): void {
    this.#find(uri)?.expect(device);
  }

  /** The verifier that this device shall be told: a wrong one while that fault works. `undefined` at any other time. */
  wrongVerifier(uri: string, device: DeviceName): string | undefined {
    const image = this.#find(uri);
    return image === undefined ? undefined : wrongVerifier(this.#surroundings.faults, image, device);
  }

  /** Answers a request for an image; `false` for any other. Quickstart has no images. */
  handle(request: IncomingMessage, response: ServerResponse, link: Link): boolean {
    const [path = ''] = (request.url ?? '').split('?', 1);
    if (!path.startsWith(imagesPath) || link.service !== 'full') return false;
    this.#transfers.answer(this.#images.get(path), request, response, link);
    return true;
  }

  dispose(): void {
    this.#changed.dispose();
    this.#transfers.dispose();
    this.#images.clear();
  }

  #find(uri: string): Image | undefined {
    const path = uri.replace(/^https?:\/\/[^/]+/i, '');
    return this.#images.get(path);
  }

  #trim(): void {
    const held = (): number => [...this.#images.values()].reduce((sum, { source }) => sum + source.heldBytes, 0);
    for (const [path, { source }] of this.#images) {
      const tooMuch = source.heldBytes > 0 && held() > mostHeldBytes;
      if (this.#images.size > mostImages || tooMuch) this.#images.delete(path);
    }
  }
}

function tooLarge(bytes: number): Refusal {
  return new Refusal(`The image has ${bytes} bytes; ${mostHeldBytes} can be kept in memory.`, {
    rule: 'images in memory are limited',
    advice: 'Save the image as a file on the platform’s machine and serve that.',
    code: 413,
  });
}
