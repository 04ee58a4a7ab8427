import type { X509Certificate } from 'node:crypto';
import { shownText } from '../../wiotp/shownText.ts';
import { namesOf } from '../network/tlsRefusal.ts';
import type { Redact } from '../secrets/redact.ts';
import { fact, type Fact, type Warning } from './finding.ts';

const dayMs = 86_400_000;

/** A certificate that ends earlier than that is worth a warning. */
const soonDays = 30;

/** What a certificate says, for people. */
export function certificateFacts(certificate: X509Certificate, redact: Redact): readonly Fact[] {
  const names = namesOf(certificate.subjectAltName, commonNameOf(certificate.subject), redact);
  return [
    fact('Subject', shownSubject(certificate)),
    fact('Names', names.length === 0 ? 'none' : names.join(', ')),
    fact('Issuer', shownName(certificate.issuer)),
    fact('Valid from', certificate.validFrom),
    fact('Valid to', certificate.validTo),
  ];
}

/** Its validity where that is over, not begun, or over soon. `what` begins the sentence. */
export function validityWarning(certificate: X509Certificate, what: string, now = Date.now()): Warning | undefined {
  const days = Math.floor((Date.parse(certificate.validTo) - now) / dayMs);
  if (Date.parse(certificate.validFrom) > now) {
    return { text: `${what} is not valid before ${certificate.validFrom}.`, advice: 'Check the clock of this computer.' };
  }
  if (days < 0) return { text: `${what} expired on ${certificate.validTo}.`, advice: 'Have it renewed.' };
  if (days >= soonDays) return undefined;
  return {
    text: `${what} expires ${days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`}.`,
    advice: 'Have it renewed in time.',
  };
}

/** Whom a certificate is for, in one line. */
export function shownSubject({ subject, subjectAltName }: X509Certificate): string {
  return subject === undefined || subject === '' ? shownText(subjectAltName ?? 'nobody') : shownName(subject);
}

/** A distinguished name, which has one part per line, in one line. */
export function shownName(name: string | undefined): string {
  return shownText((name ?? '').split('\n').join(', ')) || 'nobody';
}

function commonNameOf(subject: string | undefined): string | undefined {
  return /^CN=(.*)$/m.exec(subject ?? '')?.[1];
}
