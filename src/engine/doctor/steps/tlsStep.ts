import { isIP } from 'node:net';
import { isLoopback } from '../../../wiotp/loopback.ts';
import { isSecure } from '../../../profiles/transportOf.ts';
import { isRefusal } from '../../../wiotp/refusal.ts';
import { askedName, shownAddress } from '../../network/address.ts';
import { causeCode } from '../../network/networkRefusal.ts';
import { secure, serverNameOf } from '../../network/secure.ts';
import { trustedAuthorities, usualAuthorities } from '../../network/trust.ts';
import { certificateFacts, shownName, shownSubject, validityWarning } from '../certificateFacts.ts';
import { fact, failed, passed, skipped, warning, withWarnings, type Fact, type Finding, type Warning } from '../finding.ts';
import { neededAuthority } from '../neededAuthority.ts';
import type { Patient } from '../patient.ts';
import { awaitAcceptance, lookAtServer, shownBy, type Shown } from '../tlsHandshake.ts';

/** Does the handshake as a session does it, and looks at what the server shows. */
export async function examineTls(patient: Patient, signal: AbortSignal): Promise<Finding> {
  const { endpoint } = patient.settings;
  if (!isSecure(endpoint.transport)) return withoutTls(patient);
  try {
    const shown = await handshake(patient, signal);
    const facts = [...factsOf(patient, shown), ...(await nameFact(patient, shown, signal))];
    return withWarnings(passed(`The TLS handshake with ${shownAddress(endpoint)} succeeds.`, facts), warningsAbout(patient, shown));
  } catch (error) {
    signal.throwIfAborted();
    return explainFailure(patient, error, signal);
  }
}

async function handshake(patient: Patient, signal: AbortSignal): Promise<Shown> {
  const {
    settings: { endpoint },
    credentials,
  } = patient;
  const { stream, socket } = await patient.way(signal);
  try {
    const tls = await secure(stream, endpoint, credentials, signal);
    const shown = shownBy(tls);
    await awaitAcceptance(tls, patient, signal);
    tls.destroy();
    return shown;
  } finally {
    stream.destroy();
    socket.destroy();
  }
}

/** What the server shows to somebody who lets everything pass tells why it was refused. */
async function explainFailure(patient: Patient, error: unknown, signal: AbortSignal): Promise<Finding> {
  const {
    settings: { endpoint },
    files,
  } = patient;
  const shown = await lookAtServer(patient, signal).catch(() => undefined);
  signal.throwIfAborted();
  if (shown === undefined) return failed(error, await nameFact(patient, undefined, signal));
  const facts = [...factsOf(patient, shown), ...(await nameFact(patient, shown, signal))];
  const finding = failed(error, facts);
  const isAboutChain = isRefusal(error) && chainCodes.test(causeCode(error.cause as Error));
  const replaced = endpoint.tls.caFile === undefined ? undefined : usualAuthorities();
  const needed = isAboutChain ? neededAuthority(shown.chain, trustedAuthorities(endpoint.tls, files), replaced) : undefined;
  if (needed === undefined) return finding;
  return { ...finding, advice: needed.advice, facts: [...facts, fact('Authority needed', needed.name)] };
}

const chainCodes = /SELF_SIGNED|UNABLE_TO_/;

function factsOf({ credentials: { redact } }: Patient, { chain, protocol, cipher }: Shown): readonly Fact[] {
  const [certificate] = chain;
  const last = chain.at(-1);
  const above = last === undefined || last.subject === last.issuer ? [] : [`(${shownName(last.issuer)})`];
  return [
    fact('Protocol', `${protocol}, ${cipher}`),
    ...(certificate === undefined ? [] : certificateFacts(certificate, redact)),
    ...(certificate === undefined ? [] : [fact('Fingerprint (SHA-256)', certificate.fingerprint256)]),
    fact('Chain', [...chain.map(shownSubject), ...above].join(' ← ')),
  ];
}

/** Whether the server shows something else to a client that does not say whom it wants. */
async function nameFact(patient: Patient, shown: Shown | undefined, signal: AbortSignal): Promise<readonly Fact[]> {
  const name = serverNameOf(patient.settings.endpoint);
  if (askedName(name) === undefined) return [fact(sni, 'none is sent: the host is an address')];
  const bare = await lookAtServer(patient, signal, false).catch(() => undefined);
  signal.throwIfAborted();
  const [with_, without] = [shown?.chain[0], bare?.chain[0]];
  if (without === undefined) return shown === undefined ? [] : [fact(sni, `${name}; needed: without it the handshake fails`)];
  if (with_ === undefined) return [fact(sni, `${name}; only with it the handshake fails`)];
  if (with_.fingerprint256 === without.fingerprint256) return [fact(sni, `${name}; not needed`)];
  return [fact(sni, `${name}; needed: without it the server shows ${shownSubject(without)}`)];
}

const sni = 'Server name (SNI)';

function warningsAbout({ settings: { endpoint } }: Patient, { chain, chainFault }: Shown): readonly Warning[] {
  const [certificate] = chain;
  const { verifyChain, verifyHost } = endpoint.tls;
  const name = serverNameOf(endpoint);
  const fits = certificate === undefined || (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined;
  const warnings: (Warning | undefined)[] = [
    verifyChain
      ? undefined
      : {
          text: `The chain is not checked${chainFault === undefined ? '; it would hold' : ` and would not hold (${chainFault})`}.`,
          advice: insecure,
        },
    verifyHost
      ? undefined
      : { text: `The host name is not checked${fits ? '; it would fit' : ` and does not fit ${name}`}.`, advice: insecure },
    ...chain.map((each, at) => validityWarning(each, at === 0 ? 'The certificate' : `The certificate of ${shownSubject(each)}`)),
  ];
  return warnings.filter((each) => each !== undefined);
}

const insecure = 'Switch the checks on for anything but a test: without them somebody else can be at the other end, and gets the token.';

/** Without TLS everybody on the way can read the token. */
function withoutTls({ settings: { endpoint, home }, secrets }: Patient): Finding {
  const isNear = home === 'embedded' || isLoopback(endpoint.host);
  if (isNear || secrets.token === undefined) return skipped('The transport has no TLS.');
  return warning(
    'The transport has no TLS: everybody on the way can read the token.',
    'Use TLS if the server has it, usually on port 8883 or 443.',
  );
}
