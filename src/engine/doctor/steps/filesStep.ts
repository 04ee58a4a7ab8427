import { X509Certificate } from 'node:crypto';
import { needsFiles, readCredentials } from '../../network/credentials.ts';
import { shownSubject, validityWarning } from '../certificateFacts.ts';
import { fact, passed, skipped, withWarnings, type Fact, type Finding, type Warning } from '../finding.ts';
import type { Patient } from '../patient.ts';

/** So many authorities are named one by one. */
const mostNamed = 5;

/** Reads what TLS needs, and looks whether it is still valid. */
export async function examineFiles(patient: Patient, signal: AbortSignal): Promise<Finding> {
  const { endpoint } = patient.settings;
  if (!needsFiles(endpoint)) return skipped('Without TLS no file is needed.');
  const { caFile, certificateFile } = endpoint.tls;
  patient.credentials = await readCredentials(endpoint, patient.secrets, signal);
  const { authorities = [], client } = patient.files;
  if (caFile === undefined && client === undefined) {
    return skipped('The profile names no files; the authorities of this computer are trusted.');
  }
  const known = authorities.map((pem) => new X509Certificate(pem));
  const facts: Fact[] = known.slice(0, mostNamed).map((authority) => fact('Authority', shownSubject(authority)));
  if (known.length > mostNamed) facts.push(fact('More authorities', String(known.length - mostNamed)));
  if (client !== undefined) {
    facts.push(fact('Client certificate', shownSubject(client.leaf)), fact('Client certificate valid to', client.leaf.validTo));
  }
  const warnings: (Warning | undefined)[] = [
    ...known.map((authority) => validityWarning(authority, `The authority ${shownSubject(authority)} in the CA file`)),
    ...(known.length > 0 && known.every(isServerOnly) ? [notAnAuthority] : []),
    client === undefined ? undefined : validityWarning(client.leaf, 'The client certificate'),
  ];
  const read = [
    caFile === undefined ? [] : `the CA file with ${counted(known.length)}`,
    certificateFile === undefined ? [] : 'the client certificate with its key',
  ];
  const found = passed(`Read: ${read.flat().join(', and ')}.`, facts);
  return withWarnings(found, warnings.filter((each) => each !== undefined).slice(0, mostNamed));
}

/** A certificate that can vouch for nobody but itself. */
function isServerOnly(certificate: X509Certificate): boolean {
  return !certificate.ca && certificate.subject !== certificate.issuer;
}

const notAnAuthority: Warning = {
  text: 'No certificate in the CA file is that of an authority.',
  advice: 'Name the certificate of the authority that signed the server’s certificate, not the server’s own.',
};

function counted(count: number): string {
  return count === 1 ? '1 certificate' : `${count} certificates`;
}
