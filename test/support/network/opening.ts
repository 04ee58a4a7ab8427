import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { readCredentials } from '../../../src/engine/network/credentials.ts';
import { openStream, type Awaiting, type OpenStream } from '../../../src/engine/network/openStream.ts';
import type { Secrets } from '../../../src/profiles/secrets.ts';
import type { Endpoint } from '../../../src/profiles/sessionSettings.ts';
import { isRefusal, type Refusal } from '../../../src/wiotp/refusal.ts';
import { soon } from '../platform/soon.ts';
import { tempFolder } from '../tempFolder.ts';
import { sharedAuthority } from './testCertificates.ts';

const never = new AbortController().signal;

/** Reads what an endpoint needs, and opens it. */
export async function openWith(endpoint: Endpoint, secrets: Secrets, signal: AbortSignal, awaiting?: Awaiting): Promise<OpenStream> {
  return openStream(endpoint, await readCredentials(endpoint, secrets, signal), signal, awaiting);
}

/** The refusal with which an endpoint cannot be opened. */
export async function refusalOf(endpoint: Endpoint, secrets: Secrets = {}): Promise<Refusal> {
  const opening = soon('a refusal', openWith(endpoint, secrets, never));
  void opening.then(
    ({ stream }) => stream.destroy(),
    () => undefined,
  );
  const error: unknown = await opening.then(
    () => assert.fail('it was opened'),
    (why: unknown) => why,
  );
  assert.ok(isRefusal(error), error instanceof Error ? error.stack : String(error));
  return error;
}

/** A file with the certificate of an authority, the shared one unless told. Goes with the test. */
export function caFileOf(context: TestContext, certificate = sharedAuthority().certificate): string {
  return fileWith(context, 'ca.pem', certificate);
}

/** A file that goes with the test. */
export function fileWith(context: TestContext, name: string, text: string): string {
  const file = join(tempFolder(context), name);
  writeFileSync(file, text);
  return file;
}
