import { createHash, type Hash } from 'node:crypto';
import { shownText } from '../../../wiotp/shownText.ts';
import { updateStatus } from '../firmware/updateStatus.ts';
import type { FetchEnd } from './fetchImage.ts';
import { readVerifier, type Verifier } from './verifier.ts';

const count = new Intl.NumberFormat('en');

/** Hashes an image while it passes by; nothing of it is kept. */
export class ImageHash {
  readonly #text: string;
  readonly #verifier: Verifier | undefined;
  readonly #sha256 = createHash('sha256');
  readonly #other: Hash | undefined;
  #bytes = 0;

  /** `verifier` as it stands in mgmt.firmware. */
  constructor(verifier: string) {
    this.#text = verifier;
    this.#verifier = readVerifier(verifier);
    const algorithm = this.#verifier?.algorithm;
    this.#other = algorithm === undefined || algorithm === 'sha256' ? undefined : createHash(algorithm);
  }

  get bytes(): number {
    return this.#bytes;
  }

  update(chunk: Uint8Array): void {
    this.#bytes += chunk.byteLength;
    this.#sha256.update(chunk);
    this.#other?.update(chunk);
  }

  /** What the image turned out to be; call it once, at its end. */
  end(): FetchEnd {
    const sha256 = this.#sha256.digest('hex');
    const fetched = `Fetched ${count.format(this.#bytes)} bytes with the SHA-256 ${sha256}.`;
    if (this.#text === '') return { note: `${fetched} There is no verifier to check it by.` };
    if (this.#verifier === undefined) {
      return { note: `${fetched} The verifier "${shownText(this.#text)}" is no MD5, SHA-1 or SHA-256 hash, so it could not be checked.` };
    }
    const { algorithm, digest } = this.#verifier;
    const found = this.#other?.digest('hex') ?? sha256;
    if (found === digest) return { note: `${fetched} The verifier (${algorithm}) is right.` };
    return {
      failure: updateStatus.verificationFailed,
      note: `${fetched} The verifier asks for ${algorithm} ${digest}, but it is ${found}.`,
    };
  }
}
