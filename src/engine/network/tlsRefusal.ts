import type { PeerCertificate } from 'node:tls';
import type { Endpoint } from '../../profiles/sessionSettings.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { shownText } from '../../wiotp/shownText.ts';
import type { Redact } from '../secrets/redact.ts';
import { provenName, shownAddress } from './address.ts';
import { causeCode } from './networkRefusal.ts';
import { tlsFaults } from './tlsFaults.ts';

/** A TLS handshake that did not come about, by the code of the error. Codes of OpenSSL and BoringSSL are alike here. */
export function tlsRefusal(endpoint: Endpoint, cause: Error, redact: Redact): Refusal {
  const fault = tlsFaultOf(cause);
  const place = {
    where: shownAddress(endpoint),
    name: provenName(endpoint.tls.serverName ?? endpoint.host),
    names: certificateNames(cause, redact),
  };
  if (fault === undefined) {
    return new Refusal(`TLS with ${place.where} failed: ${shownText(redact(cause.message).replace(/\.\s*$/, ''))}.`, unknownFault, {
      cause,
    });
  }
  const { message, rule, advice } = fault;
  return new Refusal(message(place), { rule, advice }, { cause });
}

/** The row of the table for an error; `undefined` for one that is not about TLS. */
export function tlsFaultOf(cause: Error): (typeof tlsFaults)[number] | undefined {
  const signs = `${causeCode(cause)} ${cause.message}`.toUpperCase().replaceAll(' ', '_');
  return tlsFaults.find(({ sign }) => sign.test(signs));
}

/** The names and addresses that a certificate is for, so many at most; its common name where it has no others. */
export function namesOf(altNames: string | undefined, commonName: string | undefined, redact: Redact): readonly string[] {
  const names = (altNames ?? '').split(', ').flatMap((name) => /^(?:DNS|IP Address):(.+)$/.exec(name)?.[1] ?? []);
  const all = names.length > 0 || commonName === undefined ? names : [commonName];
  const shown = all.slice(0, mostNames).map((name) => shownText(redact(name)));
  return all.length > mostNames ? [...shown, `${all.length - mostNames} more`] : shown;
}

const mostNames = 20;

function certificateNames(cause: Error, redact: Redact): readonly string[] {
  const { cert } = cause as { readonly cert?: PeerCertificate };
  return namesOf(cert?.subjectaltname, cert?.subject?.CN?.toString(), redact);
}

const unknownFault = {
  rule: 'server and client must agree on TLS 1.2 or newer',
  advice: 'Let the doctor examine the connection; it shows what the server offers.',
};
