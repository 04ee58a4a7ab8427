import type { Refusal } from '../../wiotp/refusal.ts';
import { breach } from '../mqtt/breach.ts';

interface Cause {
  /** Stands in the code of OpenSSL's error. */
  readonly sign: RegExp;
  readonly what: string;
  readonly advice?: string;
}

const trust =
  "Give the client the certificate of the platform's authority, the CA file, and connect by a name that the certificate is for.";

/** What the usual errors of a handshake mean. */
const causes: readonly Cause[] = [
  {
    sign: /ALERT_UNKNOWN_CA$/,
    what: 'The client does not trust the authority that signed the certificate of the platform.',
    advice: trust,
  },
  {
    sign: /ALERT_(BAD_CERTIFICATE|CERTIFICATE_UNKNOWN|UNSUPPORTED_CERTIFICATE)$/,
    what: 'The client does not accept the certificate of the platform.',
    advice: trust,
  },
  {
    sign: /ALERT_CERTIFICATE_EXPIRED$/,
    what: 'The client takes the certificate of the platform for expired.',
    advice: 'Set the clock of the client: many devices begin in 1970 and have to ask a time server first.',
  },
  {
    sign: /UNSUPPORTED_PROTOCOL|ALERT_PROTOCOL_VERSION|VERSION_TOO_LOW|NO_PROTOCOLS_AVAILABLE/,
    what: 'The client speaks no version of TLS that the platform speaks.',
    advice: 'Use TLS 1.2 or 1.3.',
  },
  {
    sign: /NO_SHARED_CIPHER|NO_SUITABLE|NO_SHARED_GROUP|ALERT_HANDSHAKE_FAILURE/,
    what: 'The client and the platform have no cipher suite in common.',
    advice: 'Offer ECDHE-RSA with AES-GCM.',
  },
];

/** Why a TLS handshake failed. `undefined` stands for a connection that was closed meanwhile. */
export function handshakeFailure(error: NodeJS.ErrnoException | undefined): Refusal {
  const code = error?.code ?? 'ECONNRESET';
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return breach(
      163,
      'The client closed the connection during the TLS handshake, as one does that does not trust the certificate.',
      trust,
    );
  const cause = causes.find(({ sign }) => sign.test(code));
  return breach(163, cause?.what ?? `The TLS handshake failed (${code}).`, cause?.advice);
}

/** Clients on Node look at the certificate only after the handshake, and say nothing when they do not like it. */
export function closedAfterHandshake(): Refusal {
  return breach(
    163,
    'The client closed the connection right after the TLS handshake, as one does that does not trust the certificate.',
    trust,
  );
}
