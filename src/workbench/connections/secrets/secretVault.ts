import type * as vscode from 'vscode';
import type { Secrets } from '../../../profiles/secrets.ts';

/** What can be kept for an owner. */
export type SecretName = keyof Secrets;

export const secretNames: readonly SecretName[] = ['token', 'passphrase', 'proxyPassword'];

interface Kept {
  readonly identity: string;
  /** The secret, whichever it is. It has the name that the first version gave it, so that what that kept is still found. */
  readonly token: string;
}

/**
 * Tokens, passphrases and passwords, in the secret store only. Each is bound to the identity of its target: what was given
 * for one host is never sent to another, however a profile was changed.
 */
export class SecretVault {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  /** What is kept for an owner, if it was given for just this target. */
  async get(owner: string, name: SecretName, identity: string): Promise<string | undefined> {
    const kept = readKept(await this.#secrets.get(secretKey(owner, name)));
    return kept?.identity === identity && typeof kept.token === 'string' ? kept.token : undefined;
  }

  async keep(owner: string, name: SecretName, identity: string, secret: string): Promise<void> {
    await this.#secrets.store(secretKey(owner, name), JSON.stringify({ identity, token: secret } satisfies Kept));
  }

  /** Forgets one secret of an owner, or all of them. */
  async forget(owner: string, name?: SecretName): Promise<void> {
    for (const each of name === undefined ? secretNames : [name]) await this.#secrets.delete(secretKey(owner, each));
  }
}

/** What another program or version wrote there is as good as nothing. */
function readKept(text: string | undefined): Partial<Kept> | undefined {
  try {
    const kept = JSON.parse(text ?? 'null') as unknown;
    return typeof kept === 'object' && kept !== null ? kept : undefined;
  } catch {
    return undefined;
  }
}

function secretKey(owner: string, name: SecretName): string {
  return `connection/${owner}/${name}`;
}
