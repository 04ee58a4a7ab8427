import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Clock, Timer } from '../../../rpc/node/clock.ts';
import { updateStatus } from '../firmware/updateStatus.ts';
import type { Run } from '../firmware/simulation.ts';
import { redirectTarget } from './redirect.ts';
import { imageUrl, type UrlFault } from './imageUrl.ts';
import { ImageHash } from './imageHash.ts';
import { sendRequest } from './sendRequest.ts';

/** An image to fetch. */
export interface ImageOrder {
  readonly uri: string;
  readonly verifier: string;
  /** More is refused, in bytes. */
  readonly maxBytes: number;
}

/** How a download ended: the updateStatus of its failure, if it failed, and what there is to say, as full sentences. */
export interface FetchEnd {
  readonly failure?: number;
  readonly note: string;
}

/** Fetches an image, tells how far it is, from 0 to 1, where that can be known, and once how it ended. */
export type Fetch = (order: ImageOrder, progress: (part: number) => void, done: (end: FetchEnd) => void) => Run;

/** What fetching works with. */
export interface FetchSurroundings {
  readonly clock: Clock;
  /** An authority that is trusted besides the system's, as PEM. */
  readonly ca: string | undefined;
}

const mostRedirects = 3;
/** With no byte for so long the connection counts as lost, in milliseconds. */
const idleMs = 30_000;
/** No download takes longer, in milliseconds. */
const mostMs = 30 * 60_000;
/** How often progress is told at most, in milliseconds. */
const progressMs = 250;

/**
 * Fetches images over HTTP and HTTPS, directly and without a proxy. Whoever may send a device requests chooses the address, which
 * can be one of this machine or of the network behind it; that is why profiles have to allow it. Nothing of the image is
 * kept, and no answer of the server is told on, but for its status and the hash.
 */
export function fetchImages(surroundings: FetchSurroundings): Fetch {
  return (order, progress, done) => {
    const download = new Download(order, surroundings, progress, done);
    // Nothing ends before whoever began it has it in hand.
    queueMicrotask(() => download.begin());
    return download;
  };
}

class Download implements Run {
  readonly #order: ImageOrder;
  readonly #with: FetchSurroundings;
  readonly #progress: (part: number) => void;
  readonly #done: (end: FetchEnd) => void;
  readonly #hash: ImageHash;
  #request: ClientRequest | undefined;
  #idle: Timer | undefined;
  #end: Timer | undefined;
  #isOver = false;
  #told = -Infinity;

  constructor(order: ImageOrder, surroundings: FetchSurroundings, progress: (part: number) => void, done: (end: FetchEnd) => void) {
    this.#order = order;
    this.#with = surroundings;
    this.#progress = progress;
    this.#done = done;
    this.#hash = new ImageHash(order.verifier);
  }

  begin(): void {
    if (this.#isOver) return;
    this.#end = this.#with.clock.after(mostMs, () => this.#fail(updateStatus.connectionLost, 'The download took longer than 30 minutes.'));
    this.#get(imageUrl(this.#order.uri), mostRedirects);
  }

  stop(): void {
    this.#isOver = true;
    this.#idle?.cancel();
    this.#end?.cancel();
    this.#request?.destroy();
  }

  #get(url: URL | UrlFault, redirects: number): void {
    if (!(url instanceof URL)) return this.#fail(updateStatus.invalidUri, url.fault);
    const request = sendRequest(url, this.#with.ca);
    if (request === undefined) return this.#fail(updateStatus.invalidUri, 'The uri has a user name or password that cannot be sent.');
    const failed = (what: string): void => {
      if (this.#request === request) this.#fail(updateStatus.connectionLost, what);
    };
    this.#request = request;
    this.#waitForMore();
    const closed = (): void => failed('The server closed the connection without an answer.');
    request.once('close', closed);
    request.once('response', (response) => {
      // From here on the response knows its end better: the connection may close before all that came is read.
      request.off('close', closed);
      this.#answered(response, url, redirects);
    });
    request.on('error', (error) => failed(`The image could not be fetched: ${causeOf(error)}.`));
  }

  #answered(response: IncomingMessage, url: URL, redirects: number): void {
    const request = this.#request;
    response.on('error', (error) => {
      if (this.#request === request) this.#fail(updateStatus.connectionLost, `The download broke off: ${causeOf(error)}.`);
    });
    const { statusCode = 0, headers } = response;
    const target = redirectTarget(statusCode, headers.location, url);
    if (target !== undefined) {
      this.#request = undefined;
      // Its body is not read, and the connection not used again.
      request?.destroy();
      if (redirects === 0) return this.#fail(updateStatus.invalidUri, `The server redirected more than ${mostRedirects} times.`);
      return this.#get(target, redirects - 1);
    }
    if (statusCode !== 200) {
      const failure = statusCode >= 400 && statusCode < 500 ? updateStatus.invalidUri : updateStatus.connectionLost;
      return this.#fail(failure, `The server answered with status ${statusCode}.`);
    }
    this.#read(response, Number(headers['content-length'] ?? Number.NaN));
  }

  #read(response: IncomingMessage, total: number): void {
    const { maxBytes } = this.#order;
    if (total > maxBytes) return this.#tooLarge();
    response.on('data', (chunk: Uint8Array) => {
      if (this.#isOver) return;
      this.#waitForMore();
      this.#hash.update(chunk);
      if (this.#hash.bytes > maxBytes) this.#tooLarge();
      else this.#tell(total);
    });
    response.once('end', () => {
      if (!this.#isOver) this.#finish(this.#hash.end());
    });
  }

  #waitForMore(): void {
    this.#idle?.cancel();
    this.#idle = this.#with.clock.after(idleMs, () => this.#fail(updateStatus.connectionLost, 'The server sent nothing for 30 s.'));
  }

  #tell(total: number): void {
    const now = this.#with.clock.now();
    if (!(total > 0) || now - this.#told < progressMs) return;
    this.#told = now;
    this.#progress(Math.min(1, this.#hash.bytes / total));
  }

  #tooLarge(): void {
    const most = new Intl.NumberFormat('en').format(this.#order.maxBytes);
    this.#fail(updateStatus.outOfMemory, `The image is larger than the ${most} bytes that the connection profile allows.`);
  }

  #fail(failure: number, note: string): void {
    this.#finish({ failure, note });
  }

  #finish(end: FetchEnd): void {
    if (this.#isOver) return;
    this.stop();
    this.#done(end);
  }
}

/** Errors of several addresses together have no message of their own. */
function causeOf(error: Error): string {
  return error.message === '' && 'code' in error ? String(error.code) : error.message;
}
