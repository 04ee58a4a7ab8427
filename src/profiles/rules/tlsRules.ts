import { insecurities } from '../insecurity.ts';
import type { TlsChoice } from '../profile.ts';
import { isSecure } from '../transportOf.ts';
import { checkFile, checkServerName } from './checkTexts.ts';
import { error, warning, type ProfileRule } from './profileRule.ts';

const files = ['caFile', 'certificateFile', 'keyFile'] as const satisfies readonly (keyof TlsChoice)[];

/** Rules about TLS. What is insecure is known by {@link insecurities}. */
export const tlsRules: readonly ProfileRule[] = [
  ...files.map((name) => error(`tls.${name}`, ({ tls }) => (tls[name] === undefined ? undefined : checkFile(tls[name])))),
  error('tls.keyFile', ({ tls }) =>
    tls.certificateFile !== undefined && tls.keyFile === undefined
      ? 'The client certificate needs its private key: name the key’s file as well.'
      : undefined,
  ),
  error('tls.certificateFile', ({ tls }) =>
    tls.keyFile !== undefined && tls.certificateFile === undefined
      ? 'A private key needs the client certificate that belongs to it: name the certificate’s file as well.'
      : undefined,
  ),
  error('tls.serverName', ({ tls }) => (tls.serverName === undefined ? undefined : checkServerName(tls.serverName))),
  ...([...files, 'serverName'] as const).map((name) =>
    warning(`tls.${name}`, ({ tls, transport }) =>
      tls[name] === undefined || isSecure(transport)
        ? undefined
        : 'Without TLS this does not count. Choose TLS or a secure WebSocket, or leave it out.',
    ),
  ),
  ...['transport', 'tls.verifyChain', 'tls.verifyHost'].map((path) =>
    warning(path, (profile) => insecurities(profile).find((insecurity) => insecurity.path.join('.') === path)?.message),
  ),
];
