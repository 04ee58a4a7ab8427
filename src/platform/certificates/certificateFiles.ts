import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '../../wiotp/refusal.ts';
import { joinKeyed, splitKeyed, type KeyedCertificate } from './keyedCertificate.ts';

/** The files of a certificate store: in a folder that only this user can enter, each readable by this user only. */
export class CertificateFiles {
  /** The authority's certificate without its key, for clients. */
  readonly caFile: string;
  readonly #folder: string;
  /** Whether the files last longer than the process. */
  readonly #lasting: boolean;

  /** Makes the folder; without one it is a temporary one, which gets the certificate for clients and no key. */
  constructor(folder: string | undefined) {
    this.#lasting = folder !== undefined;
    this.#folder = folder ?? mkdtempSync(join(tmpdir(), 'wiotp-ca-'));
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    chmodSync(this.#folder, 0o700);
    this.caFile = join(this.#folder, 'ca.pem');
  }

  /** The authority of an earlier run. @throws Refusal when its file cannot be used. */
  readAuthority(): KeyedCertificate | undefined {
    const file = this.#path('authority');
    const text = readIfThere(file);
    try {
      return text === undefined ? undefined : splitKeyed(text);
    } catch (error) {
      throw new Refusal(
        `The certificate authority in ${file} cannot be read (${error instanceof Error ? error.message : String(error)}).`,
        {
          rule: 'clients trust the authority that they were given',
          advice: 'Restore the file, or delete it: the platform then makes a new authority, whose certificate every client has to get.',
        },
        { cause: error },
      );
    }
  }

  /** The server's certificate of an earlier run, if it is whole. */
  readServer(): KeyedCertificate | undefined {
    const text = readIfThere(this.#path('server'));
    try {
      return text === undefined ? undefined : splitKeyed(text);
    } catch {
      // Nobody but the platform has it; a new one takes its place.
      return undefined;
    }
  }

  saveAuthority(authority: KeyedCertificate): void {
    if (this.#lasting) write(this.#path('authority'), joinKeyed(authority));
    this.showAuthority(authority);
  }

  /** Writes what clients get, unless it is there. */
  showAuthority({ certificate }: KeyedCertificate): void {
    if (readIfThere(this.caFile) !== certificate) write(this.caFile, certificate);
  }

  saveServer(server: KeyedCertificate): void {
    if (this.#lasting) write(this.#path('server'), joinKeyed(server));
  }

  /** Removes what shall not outlive the process. */
  dispose(): void {
    if (!this.#lasting) rmSync(this.#folder, { recursive: true, force: true });
  }

  #path(name: 'authority' | 'server'): string {
    return join(this.#folder, `${name}-with-key.pem`);
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** All of the new text or all of the old, whenever the process is killed. */
function write(file: string, text: string): void {
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  renameSync(draft, file);
}
