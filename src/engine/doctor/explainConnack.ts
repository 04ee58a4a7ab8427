import { isSecure } from '../../profiles/transportOf.ts';
import type { ConnectionEvent } from '../../rpc/log/traffic.ts';
import { clientIdOf, parseClientId } from '../../wiotp/clientId.ts';
import { connackCode } from '../../wiotp/codes.ts';
import { loginFault } from '../../wiotp/credentials.ts';
import { checkHostOrg } from '../../wiotp/hosts.ts';
import { shownText } from '../../wiotp/shownText.ts';
import { askedName } from '../network/address.ts';
import { serverNameOf } from '../network/secure.ts';
import { isAboutLogin, loginAdvice } from '../session/loginAdvice.ts';
import { reasonCode, shownCode } from '../session/reasonCode.ts';
import { fact, withStop, type Fact, type Finding } from './finding.ts';
import type { Connack } from './mqtt/answers.ts';
import type { Patient } from './patient.ts';

/** A CONNACK that refuses: what the platform itself says about it, or what the code means and what is known to be wrong. */
export function explainConnack(patient: Patient, { code, reason }: Connack, said: ConnectionEvent | undefined): Finding {
  const isFive = patient.settings.mqttVersion === '5';
  const { meaning, advice: usual } = isFive ? reasonCode(code) : connackCode(code);
  const advice = loginAdvice(code, usual, patient.settings.isPlatform);
  const number = isFive ? shownCode(code) : String(code);
  if (said?.reason !== undefined) {
    return { result: 'failed', text: `${withStop(said.reason)} (CONNACK ${number})`, advice: said.advice ?? advice, facts: [] };
  }
  const words = reason === undefined ? '' : ` The server says: ${withStop(shownText(reason))}`;
  const known = isAboutLogin(code) ? knownFaults(patient) : [];
  return {
    result: 'failed',
    text: [`The server refuses the connection: ${meaning} (CONNACK ${number}).${words}`, ...known].join(' '),
    advice,
    facts: isAboutLogin(code) ? checklist(patient) : [],
  };
}

/** What can be told to be wrong from here, as full sentences. */
function knownFaults({ settings, secrets }: Patient): readonly string[] {
  const { identity, userName, endpoint, cleanSession, home, isPlatform } = settings;
  const { token } = secrets;
  const parsed = parseClientId(clientIdOf(identity));
  const login = loginFault({ sender: identity.sender, org: identity.org, userName, hasPassword: token !== undefined });
  const isSharedLasting = identity.sender === 'application' && identity.shared && identity.instanceId === undefined && !cleanSession;
  const faults: readonly (string | undefined)[] = [
    isPlatform && typeof parsed === 'string' ? parsed : undefined,
    isPlatform ? login?.reason : undefined,
    checkHostOrg(endpoint.host, identity.org),
    endpoint.tls.serverName === undefined ? undefined : checkHostOrg(endpoint.tls.serverName, identity.org),
    token === undefined && home !== 'quickstart' ? 'There is no token.' : undefined,
    token !== undefined && token !== token.trim() ? 'The token begins or ends with a space, or a line break.' : undefined,
    isPlatform && isSharedLasting ? 'A client ID A:org:application needs a clean session.' : undefined,
    !isPlatform || isSecure(endpoint.transport) || home === 'embedded' || home === 'quickstart'
      ? undefined
      : 'The organisation’s policy may ask for TLS, which this port does not have.',
  ];
  return [...new Set(faults.filter((fault) => fault !== undefined))];
}

/** What was shown, for comparing it with the registration; the token is not among it. */
function checklist({ settings, secrets, files }: Patient): readonly Fact[] {
  const { identity, userName, endpoint } = settings;
  return [
    fact('Client ID', clientIdOf(identity)),
    fact('User name', userName ?? 'none'),
    fact('Token', secrets.token === undefined ? 'none' : 'given'),
    ...(isSecure(endpoint.transport)
      ? [
          fact('Server name (SNI)', askedName(serverNameOf(endpoint)) ?? 'none'),
          fact('Client certificate', files.client === undefined ? 'none' : 'shown'),
        ]
      : []),
  ];
}
