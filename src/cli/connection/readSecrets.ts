import { resolve } from 'node:path';
import type { ConnectionProfile } from '../../profiles/profile.ts';
import type { Secrets } from '../../profiles/secrets.ts';
import { checkToken } from '../../wiotp/names.ts';
import { wrongUsage } from '../wrongUsage.ts';
import type { ConnectionValues } from './connectionOptions.ts';
import type { ConnectionPlace } from './connectionPlace.ts';
import { readTextFile } from './readTextFile.ts';

/**
 * What a connection needs in secret: the token of a file that is named, of the configuration, or of the environment, in this order.
 * @throws Refusal for a token that cannot be one, which it does not repeat.
 */
export function readSecrets(values: ConnectionValues, source: Secrets, profile: ConnectionProfile, place: ConnectionPlace): Secrets {
  const { folder, environment, command } = place;
  const file = values['token-file'];
  const written = file === undefined ? undefined : readTextFile(resolve(folder, file), file).replace(/[\r\n]+$/, '');
  const token = written ?? source.token ?? given(environment['WIOTP_AUTH_TOKEN']);
  const wrong = token === undefined ? undefined : checkToken(token);
  if (wrong !== undefined) throw wrongUsage(command, wrong);
  const passphrase = given(environment['WIOTP_KEY_PASSPHRASE']);
  const proxyPassword = given(environment['WIOTP_PROXY_PASSWORD']);
  return {
    ...(token === undefined || profile.target.kind === 'quickstart' ? {} : { token }),
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(proxyPassword === undefined ? {} : { proxyPassword }),
  };
}

/** @throws Refusal when a connection has nothing to show: neither a token nor a certificate. */
export function expectToken(
  { profile, secrets }: { readonly profile: ConnectionProfile; readonly secrets: Secrets },
  command: string,
): void {
  if (secrets.token !== undefined || profile.target.kind === 'quickstart' || profile.tls.certificateFile !== undefined) return;
  throw wrongUsage(
    command,
    'There is no token to connect with.',
    'Put it into the environment variable WIOTP_AUTH_TOKEN, or into a file, and name that with --token-file.',
  );
}

function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
