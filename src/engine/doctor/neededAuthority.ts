import { X509Certificate } from 'node:crypto';
import { shownName, shownSubject } from './certificateFacts.ts';

/** Which authority a chain needs, and what to do about it. */
export interface NeededAuthority {
  readonly name: string;
  /** As full sentences. */
  readonly advice: string;
}

/**
 * Finds the authority in which a chain ought to end. `undefined` when that is one of the trusted, which are PEM, or there is no
 * chain. `replaced` are those that would be trusted without a CA file; absent when there is none.
 */
export function neededAuthority(
  chain: readonly X509Certificate[],
  trusted: readonly string[],
  replaced: readonly string[] | undefined,
): NeededAuthority | undefined {
  const last = chain.at(-1);
  if (last === undefined || hasIssuer(last, trusted)) return undefined;
  const signsItself = last.subject === last.issuer;
  const name = signsItself ? shownSubject(last) : shownName(last.issuer);
  if (replaced !== undefined && hasIssuer(last, replaced)) {
    return { name, advice: 'This computer trusts that authority already: leave the CA file out of the profile.' };
  }
  if (signsItself && chain.length === 1) {
    return {
      name,
      advice: 'The certificate stands for itself: if its fingerprint is the right one, save it as PEM and name it as CA file.',
    };
  }
  const where = replaced === undefined ? 'This computer does not know it.' : 'The CA file does not hold it.';
  const hole = signsItself ? '' : ' If it is an authority between server and root, have the server send its certificate.';
  return { name, advice: `Get the certificate of "${name}", and name it as CA file. ${where}${hole}` };
}

/** Whether one of the authorities has issued a certificate, or is it. */
function hasIssuer(certificate: X509Certificate, authorities: readonly string[]): boolean {
  return authorities.some((pem) => {
    const authority = new X509Certificate(pem);
    return authority.subject === certificate.issuer && certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
  });
}
