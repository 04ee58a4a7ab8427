import { createHash, createPrivateKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { isEncryptedKey } from '../../profiles/encryptedKey.ts';
import type { EndpointTls } from '../../profiles/sessionSettings.ts';
import type { Secrets } from '../../profiles/secrets.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { readSmallFile } from './readSmallFile.ts';
import { certificatesIn, pemFault } from './pem.ts';

/** What the files of an endpoint hold, checked. */
export interface TlsFiles {
  /** The authorities of the CA file as PEM; absent without one. */
  readonly authorities?: readonly string[];
  /** Who the client is; absent without a certificate. */
  readonly client?: ClientCertificate;
}

/** The client's certificate with the chain behind it, and its key. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: KeyObject;
  /** The certificate itself, for what it says. */
  readonly leaf: X509Certificate;
}

/**
 * Reads the files that TLS needs, before anything leaves this computer.
 * @throws Refusal for a file that cannot be used, which names the file and the remedy, or the signal's reason.
 */
export async function readTlsFiles(tls: EndpointTls, secrets: Secrets, signal: AbortSignal): Promise<TlsFiles> {
  const { caFile, caHash, certificateFile, keyFile } = tls;
  const authorities = caFile === undefined ? undefined : await readAuthorities(caFile, caHash, signal);
  const client = await readClient(certificateFile, keyFile, secrets.passphrase, signal);
  return { ...(authorities === undefined ? {} : { authorities }), ...(client === undefined ? {} : { client }) };
}

async function readAuthorities(file: string, hash: string | undefined, signal: AbortSignal): Promise<readonly string[]> {
  const what = 'The CA file';
  const bytes = await readSmallFile(what, file, signal);
  if (hash !== undefined && createHash('sha256').update(bytes).digest('hex') !== hash) throw changed(file);
  const found = certificatesIn(bytes, what, file);
  return found.map((certificate) => certificate.toString());
}

async function readClient(
  certificateFile: string | undefined,
  keyFile: string | undefined,
  passphrase: string | undefined,
  signal: AbortSignal,
): Promise<ClientCertificate | undefined> {
  if (certificateFile === undefined && keyFile === undefined) return undefined;
  if (certificateFile === undefined || keyFile === undefined) throw halfAClient(keyFile === undefined);
  const chain = certificatesIn(await readSmallFile(certificateWords, certificateFile, signal), certificateWords, certificateFile);
  const key = readKey(await readSmallFile(keyWords, keyFile, signal), keyFile, passphrase);
  // A file may hold the chain in any order; TLS wants the client's own first.
  const leaf = chain.find((candidate) => candidate.checkPrivateKey(key));
  if (leaf === undefined) throw foreignKey(certificateFile, keyFile);
  const certificate = [leaf, ...chain.filter((other) => other !== leaf)].map(String).join('');
  return { certificate, key, leaf };
}

const certificateWords = 'The file of the client certificate';
const keyWords = 'The key file';

/** A private key in a PEM file, in which certificates may stand as well. */
const keyBlock = /-----BEGIN ((?:[A-Z0-9]{1,20} ){0,2}PRIVATE KEY-----)[^]*?-----END \1/;

function readKey(bytes: Buffer, file: string, passphrase: string | undefined): KeyObject {
  const [text] = keyBlock.exec(bytes.toString('latin1')) ?? [];
  if (text === undefined) throw pemFault(bytes, keyWords, file, 'private key');
  const isEncrypted = isEncryptedKey(text);
  if (isEncrypted && (passphrase === undefined || passphrase === '')) throw needsPassphrase(file);
  try {
    return createPrivateKey(isEncrypted ? { key: text, passphrase: passphrase ?? '' } : text);
  } catch (cause) {
    throw isEncrypted ? wrongPassphrase(file, cause) : brokenKey(file, cause);
  }
}

function changed(file: string): Refusal {
  return new Refusal(`The CA file, ${file}, is not the one any more with which connecting was begun.`, {
    rule: 'a token goes only to a server that the authorities vouch for which were there when it was entered',
    advice: 'Connect again: the token is asked for, because somebody else may have changed the file.',
  });
}

function halfAClient(lacksKey: boolean): Refusal {
  return new Refusal(lacksKey ? 'There is a client certificate, but no key for it.' : 'There is a client key, but no certificate for it.', {
    rule: 'a client certificate is of use only together with its private key',
    advice: `Name the ${lacksKey ? 'key file' : 'file of the client certificate'} in the profile as well, or neither of the two.`,
  });
}

function foreignKey(certificateFile: string, keyFile: string): Refusal {
  return new Refusal(`The key in ${keyFile} does not belong to the certificate in ${certificateFile}.`, {
    rule: 'the private key must fit the certificate',
    advice: 'Choose the key with which the certificate was requested, or the certificate that was made for this key.',
  });
}

function needsPassphrase(file: string): Refusal {
  return new Refusal(`The key in ${file} is encrypted, and there is no passphrase for it.`, {
    rule: 'an encrypted key can be read with its passphrase only',
    advice: 'Enter the passphrase of the key.',
  });
}

function wrongPassphrase(file: string, cause: unknown): Refusal {
  const details = {
    rule: 'an encrypted key can be read with its passphrase only',
    advice: 'Enter the passphrase again; it was set when the key was made. A damaged file shows itself like this, too.',
  };
  return new Refusal(`The key in ${file} cannot be decrypted with the passphrase.`, details, { cause });
}

function brokenKey(file: string, cause: unknown): Refusal {
  const details = {
    rule: 'a private key is given as PEM',
    advice: 'Copy the file again as it was made, in full; a line that is missing is enough to break it.',
  };
  return new Refusal(`The key in ${file} is damaged or of a kind that cannot be used.`, details, { cause });
}
