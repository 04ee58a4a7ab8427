import type * as vscode from 'vscode';

interface Kept {
  readonly identity: string;
  readonly token: string;
}

/**
 * Tokens, in the secret store only. Each is bound to the identity of its target: a token that was given for one
 * host is never sent to another, however a profile was changed.
 */
export class TokenVault {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  /** The token of a profile, if it was kept for just this target. */
  async get(profileId: string, identity: string): Promise<string | undefined> {
    const text = await this.#secrets.get(secretKey(profileId));
    if (text === undefined) return undefined;
    const kept = JSON.parse(text) as Partial<Kept>;
    return kept.identity === identity ? kept.token : undefined;
  }

  async keep(profileId: string, identity: string, token: string): Promise<void> {
    await this.#secrets.store(secretKey(profileId), JSON.stringify({ identity, token } satisfies Kept));
  }

  async forget(profileId: string): Promise<void> {
    await this.#secrets.delete(secretKey(profileId));
  }
}

function secretKey(profileId: string): string {
  return `connection/${profileId}/token`;
}
