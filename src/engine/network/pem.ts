import { X509Certificate } from 'node:crypto';
import { Refusal } from '../../wiotp/refusal.ts';

/** One certificate in a PEM file, under any of its names. */
const block = /-----BEGIN (X509 |TRUSTED )?CERTIFICATE-----[^-]*-----END \1?CERTIFICATE-----/g;

/** More than the largest collection of authorities has. */
const mostCertificates = 2_000;

/**
 * The certificates of a PEM file. `what` begins the sentence about what is wrong with it: `The CA file`.
 * @throws Refusal when there is none, or one that cannot be read.
 */
export function certificatesIn(bytes: Buffer, what: string, file: string): readonly X509Certificate[] {
  const blocks = bytes.toString('latin1').match(block) ?? [];
  if (blocks.length === 0 || blocks.length > mostCertificates) throw pemFault(bytes, what, file, 'certificate');
  return blocks.map((pem, at) => {
    try {
      return new X509Certificate(pem);
    } catch (cause) {
      const which = blocks.length === 1 ? 'The certificate' : `Certificate ${at + 1} of ${blocks.length}`;
      const advice = 'Copy the file again as it was made, in full; a line that is missing is enough to break it.';
      throw new Refusal(`${which} in ${file} is damaged.`, { rule: 'certificates are given as PEM', advice }, { cause });
    }
  });
}

/** Why a file has no PEM of the kind that is looked for. */
export function pemFault(bytes: Buffer, what: string, file: string, wanted: 'certificate' | 'private key'): Refusal {
  const { reason, advice } = mistakes(wanted).find(({ fits }) => fits(bytes)) ?? notPem(wanted);
  return new Refusal(`${what}, ${file}, ${reason}.`, { rule: 'certificates and keys are given as PEM', advice });
}

interface Mistake {
  readonly fits: (bytes: Buffer) => boolean;
  readonly reason: string;
  readonly advice: string;
}

/** What people have instead of PEM. The first that fits counts. */
function mistakes(wanted: 'certificate' | 'private key'): readonly Mistake[] {
  const convert = wanted === 'certificate' ? 'openssl x509 -inform der' : 'openssl pkey -inform der';
  return [
    { fits: ({ length }) => length === 0, reason: 'is empty', advice: `Choose the file that holds the ${wanted}.` },
    { fits: isDer, reason: 'is DER and not PEM', advice: `Convert it with "${convert} -in FILE -out FILE.pem", and choose that file.` },
    {
      fits: (bytes) => derVersion(bytes) === 3,
      reason: 'is a PKCS #12 store and not PEM',
      advice: 'Take certificate and key out with "openssl pkcs12 -in FILE -out FILE.pem", and choose that file.',
    },
    {
      fits: (bytes) => bytes.subarray(0, 4).toString('hex') === 'feedfeed',
      reason: 'is a Java key store and not PEM',
      advice: 'Take the certificate out with "keytool -exportcert -rfc", and choose the file that this makes.',
    },
    {
      fits: (bytes) => bytes.includes('-----BEGIN '),
      reason: `is PEM, but holds no ${wanted}`,
      advice: `Choose the file that holds the ${wanted}; it begins with "-----BEGIN ${wanted.toUpperCase()}-----".`,
    },
  ];
}

function notPem(wanted: string): Omit<Mistake, 'fits'> {
  return { reason: 'is not PEM', advice: `Choose a file that begins with "-----BEGIN ${wanted.toUpperCase()}-----".` };
}

function isDer(bytes: Buffer): boolean {
  const version = derVersion(bytes);
  if (version === 0 || version === 1) return true;
  try {
    return bytes[0] === sequence && new X509Certificate(bytes).serialNumber !== '';
  } catch {
    return false;
  }
}

const sequence = 0x30;

/** The number with which keys and stores begin: 0 or 1 in keys, 3 in PKCS #12. */
function derVersion(bytes: Buffer): number | undefined {
  if (bytes[0] !== sequence) return undefined;
  const lengthBytes = (bytes[1] ?? 0) < 0x80 ? 0 : (bytes[1] ?? 0) & 0x7f;
  const [tag, length, version] = bytes.subarray(2 + lengthBytes);
  return tag === 2 && length === 1 ? version : undefined;
}
