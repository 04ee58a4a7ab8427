/** Whether a private key in PEM, in either of its two forms, can be read with a passphrase only. */
export function isEncryptedKey(pem: string): boolean {
  return pem.includes('-----BEGIN ENCRYPTED PRIVATE KEY-----') || /^Proc-Type: 4,ENCRYPTED/m.test(pem);
}
