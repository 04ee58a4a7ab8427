/** Whom a handshake was with. */
export interface TlsPlace {
  /** `host:port`. */
  readonly where: string;
  /** The name that the server had to prove. */
  readonly name: string;
  /** The names in its certificate, where they are known. */
  readonly names: readonly string[];
}

/** What an error of a handshake means. */
export interface TlsFault {
  /** Finds it in the code and message of the error, in capitals and with `_` between words. */
  readonly sign: RegExp;
  readonly message: (place: TlsPlace) => string;
  readonly rule: string;
  readonly advice: string;
}

const chainRule = 'a server proves who it is by a certificate that a trusted authority has signed';
const clientRule = 'a server may ask for a client certificate that an authority of the organisation has signed';
const versionRule = 'TLS 1.2 or newer';

/** What goes wrong between client and server, the more special before the more general. */
export const tlsFaults: readonly TlsFault[] = [
  {
    sign: /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|HTTPS_PROXY_REQUEST|RECORD_LAYER_FAILURE|BAD_RECORD_TYPE/,
    message: ({ where }) => `${where} answers, but not with TLS.`,
    rule: 'a port speaks TLS or it does not',
    advice: 'Choose the port for TLS, usually 8883 or 443, or a transport without TLS for this port.',
  },
  {
    sign: /CERTIFICATE_REQUIRED|PEER_DID_NOT_RETURN_A_CERTIFICATE/,
    message: ({ where }) => `${where} asks for a client certificate, and none was shown.`,
    rule: clientRule,
    advice: 'Name the client certificate and its key in the profile.',
  },
  {
    sign: /ALERT_UNKNOWN_CA/,
    message: ({ where }) => `${where} does not know the authority that signed the client certificate.`,
    rule: clientRule,
    advice:
      'Use a certificate of an authority that the server knows, and put the certificates between the two into the certificate file, ' +
      'behind the client’s own.',
  },
  {
    sign: /ALERT_CERTIFICATE_EXPIRED/,
    message: ({ where }) => `${where} refuses the client certificate: it has expired.`,
    rule: clientRule,
    advice: 'Have a new client certificate made, and check the clocks of both sides.',
  },
  {
    sign: /ALERT_CERTIFICATE_REVOKED/,
    message: ({ where }) => `${where} refuses the client certificate: it was revoked.`,
    rule: clientRule,
    advice: 'Have a new client certificate made.',
  },
  {
    sign: /ALERT_(BAD_CERTIFICATE|CERTIFICATE_UNKNOWN|UNSUPPORTED_CERTIFICATE|DECRYPT_ERROR|ACCESS_DENIED)/,
    message: ({ where }) => `${where} refuses the client certificate.`,
    rule: clientRule,
    advice: 'Check that it is a certificate for clients, made for this organisation, and that it is valid now.',
  },
  {
    sign: /ALERT_UNRECOGNIZED_NAME|TLSV1_UNRECOGNIZED_NAME/,
    message: ({ where, name }) => `${where} knows no server named ${name}.`,
    rule: 'the server name (SNI) decides which organisation a client reaches',
    advice: 'Connect by the host name of the organisation, or set the server name in the profile.',
  },
  {
    sign: /ALERT_PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE|VERSION_TOO_LOW|WRONG_SSL_VERSION/,
    message: ({ where }) => `${where} speaks only versions of TLS that are too old.`,
    rule: versionRule,
    advice: 'Have the server set up for TLS 1.2 or 1.3; older versions are not safe.',
  },
  {
    sign: /HANDSHAKE_FAILURE|NO_SHARED_CIPHER|INSUFFICIENT_SECURITY|NO_CIPHERS_AVAILABLE/,
    message: ({ where }) => `${where} broke the TLS handshake off.`,
    rule: 'server and client must agree on a cipher, and a server may ask for a client certificate',
    advice:
      'If the server asks for a client certificate, name it in the profile. Otherwise check the server name (SNI), and which ciphers the ' +
      'server takes.',
  },
  {
    sign: /DH_KEY_TOO_SMALL|EE_KEY_TOO_SMALL|CA_KEY_TOO_SMALL|CA_MD_TOO_WEAK|MD_TOO_WEAK/,
    message: ({ where }) => `${where} uses keys or signatures that are too weak.`,
    rule: 'keys and signatures must be strong enough',
    advice: 'Have a certificate made with an RSA key of 2,048 bits or more, or an elliptic curve, and SHA-256.',
  },
  {
    sign: /CERT_HAS_EXPIRED/,
    message: ({ where }) => `The certificate of ${where}, or one above it, has expired.`,
    rule: chainRule,
    advice: 'Have the server’s certificate renewed, and check the clock of this computer.',
  },
  {
    sign: /CERT_NOT_YET_VALID/,
    message: ({ where }) => `The certificate of ${where} is not valid yet.`,
    rule: chainRule,
    advice: 'Check the clock of this computer, and that of the one on which the certificate was made.',
  },
  {
    sign: /CERT_REVOKED/,
    message: ({ where }) => `The certificate of ${where} was revoked.`,
    rule: chainRule,
    advice: 'Have a new certificate made for the server.',
  },
  {
    sign: /ERR_TLS_CERT_ALTNAME_INVALID/,
    message: ({ where, name, names }) =>
      `The certificate of ${where} is not for ${name}${names.length === 0 ? ', and names no host at all' : `, but for ${names.join(', ')}`}.`,
    rule: 'the certificate must be for the name under which the server is reached',
    advice: 'Connect by one of the names in the certificate, or set it as server name in the profile.',
  },
  {
    sign: /DEPTH_ZERO_SELF_SIGNED_CERT/,
    message: ({ where }) => `The certificate of ${where} has signed itself.`,
    rule: chainRule,
    advice: 'If it is the right one, save it as PEM and name it as CA file in the profile.',
  },
  {
    sign: /SELF_SIGNED_CERT_IN_CHAIN/,
    message: ({ where }) => `The certificate of ${where} was signed by an authority that is not trusted here.`,
    rule: chainRule,
    advice: 'Get the certificate of that authority from whoever runs the server, and name it as CA file in the profile.',
  },
  {
    sign: /UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT/,
    message: ({ where }) => `The authority that signed the certificate of ${where} is not known here.`,
    rule: chainRule,
    advice:
      'Name the certificate of the authority as CA file in the profile. If it is there, the server leaves out certificates between the two: ' +
      'have it send its whole chain.',
  },
  {
    sign: /CERT_SIGNATURE_FAILURE|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|CERT_CHAIN_TOO_LONG|CERT_UNTRUSTED|CERT_REJECTED/,
    message: ({ where }) => `The certificate of ${where} is not one that a server may show.`,
    rule: chainRule,
    advice: 'Have a certificate for servers made by the authority in the CA file.',
  },
  {
    sign: /ECONNRESET|EPIPE|ECONNABORTED|SOCKET_HANG_UP/,
    message: ({ where }) => `${where} closed the connection in the middle of the TLS handshake.`,
    rule: 'a port speaks TLS or it does not',
    advice:
      'Check that this is a port with TLS; a server may close like this, too, when it misses a server name (SNI) or a client certificate.',
  },
];
