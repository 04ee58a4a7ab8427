import type { Clock, Timer } from '../../rpc/node/clock.ts';
import { Listeners } from '../listeners.ts';
import { CertificateFiles } from './certificateFiles.ts';
import { expectHostName, normalHostName, standsFor, usualNames } from './hostNames.ts';
import { issueAuthority, issueServer, lifetimeMs } from './issueCertificate.ts';
import { endOf, serves, type KeyedCertificate } from './keyedCertificate.ts';

const dayMs = 86_400_000;

/** A server's certificate that ends earlier than that is renewed. */
const renewBeforeMs = 30 * dayMs;

/** What a certificate store is opened with. */
export interface CertificateWish {
  /** Keeps keys and certificates there, in a folder of this user's own; without one they end with the process. */
  readonly folder: string | undefined;
  readonly org: string;
  /** Names and addresses besides the usual ones, `wiotp.platform.certificateNames`. */
  readonly names: readonly string[];
  readonly clock: Clock;
  /** Told when a certificate could not be renewed while the platform runs; the old one stays in use. */
  readonly failed: (error: unknown) => void;
}

/** The platform's own certificate authority and the server's certificate that it signed. Renews the latter in time. */
export class CertificateStore {
  readonly #wish: CertificateWish;
  readonly #files: CertificateFiles;
  readonly #names: Set<string>;
  readonly #renewed = new Listeners<[]>();
  #authority: KeyedCertificate;
  #server: KeyedCertificate;
  #timer: Timer | undefined;
  #work: Promise<unknown> = Promise.resolve();
  #ended = false;

  /** Takes the certificates of an earlier run, or makes new ones. @throws Refusal when a name is none, or the authority's file is broken. */
  static async open(wish: CertificateWish): Promise<CertificateStore> {
    const { folder, org, names, clock } = wish;
    const all = new Set([...usualNames(org), ...names].map(expectHostName));
    const files = new CertificateFiles(folder);
    try {
      const authority = await usableAuthority(files, clock.now());
      const server = await usableServer(files, authority, all, clock.now());
      const store = new CertificateStore(wish, files, all, authority, server);
      store.#watch();
      return store;
    } catch (error) {
      files.dispose();
      throw error;
    }
  }

  private constructor(
    wish: CertificateWish,
    files: CertificateFiles,
    names: Set<string>,
    authority: KeyedCertificate,
    server: KeyedCertificate,
  ) {
    this.#wish = wish;
    this.#files = files;
    this.#names = names;
    this.#authority = authority;
    this.#server = server;
  }

  /** The authority's certificate as PEM: what clients must trust. */
  get ca(): string {
    return this.#authority.certificate;
  }

  /** The same in a file. Without a folder it is a temporary file that only this user can read and that ends with the store. */
  get caFile(): string {
    return this.#files.caFile;
  }

  /** What a TLS server shows. */
  get server(): KeyedCertificate {
    return this.#server;
  }

  /** Calls `renewed` whenever `server` is another one; the result stops that. */
  follow(renewed: () => void): () => void {
    return this.#renewed.add(renewed);
  }

  /** Whether the certificate is for this host name or address. */
  covers(host: string): boolean {
    const name = normalHostName(host);
    return [...this.#names].some((known) => standsFor(known, name));
  }

  /** Makes the certificate good for one more name or address. Connections stay; new ones get the new certificate. */
  async addName(name: string): Promise<void> {
    const added = expectHostName(name);
    if (this.#names.has(added)) return this.#settled();
    this.#names.add(added);
    return this.#renew();
  }

  /** Stops renewing, and removes temporary files. */
  dispose(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#timer?.cancel();
    this.#files.dispose();
  }

  #watch(): void {
    if (this.#ended) return;
    // A timer of the system reaches no further than 24 days, and sleeps while the machine does.
    this.#timer = this.#wish.clock.after(dayMs, () => {
      this.#watch();
      if (endsSoon(this.#server, this.#wish.clock.now())) this.#renew().catch(this.#wish.failed);
    });
  }

  /** Makes whatever does not serve any more anew, one after the other: the last certificate has all names. */
  #renew(): Promise<void> {
    const made = this.#renewAfter(this.#work);
    this.#work = made.catch(() => undefined);
    return made;
  }

  async #renewAfter(earlier: Promise<unknown>): Promise<void> {
    await earlier;
    if (this.#ended) return;
    const now = this.#wish.clock.now();
    const authority = await usableAuthority(this.#files, now, this.#authority);
    const server = await usableServer(this.#files, authority, this.#names, now, this.#server);
    if (this.#authority === authority && this.#server === server) return;
    this.#authority = authority;
    this.#server = server;
    this.#renewed.tell();
  }

  async #settled(): Promise<void> {
    await this.#work;
  }
}

async function usableAuthority(files: CertificateFiles, now: number, known = files.readAuthority()): Promise<KeyedCertificate> {
  // No server's certificate outlives the one that signed it.
  if (known !== undefined && endOf(known) - now > lifetimeMs.server) {
    files.showAuthority(known);
    return known;
  }
  const made = await issueAuthority(now);
  files.saveAuthority(made);
  return made;
}

async function usableServer(
  files: CertificateFiles,
  authority: KeyedCertificate,
  names: ReadonlySet<string>,
  now: number,
  known = files.readServer(),
): Promise<KeyedCertificate> {
  if (known !== undefined && !endsSoon(known, now) && serves(known, authority, [...names])) return known;
  const made = await issueServer(authority, [...names], now);
  files.saveServer(made);
  return made;
}

function endsSoon(certificate: KeyedCertificate, now: number): boolean {
  return endOf(certificate) - now < renewBeforeMs;
}
