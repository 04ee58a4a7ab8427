import { checkHost } from '../../wiotp/hosts.ts';
import { Refusal, type RefusalDetails } from '../../wiotp/refusal.ts';
import { shownText } from '../../wiotp/shownText.ts';
import { shownAddress, type NetworkTarget } from './address.ts';

/** A connection that did not come about, by the system's error code. */
export function networkRefusal(target: NetworkTarget, cause: Error): Refusal {
  const { message, rule, advice } = explain(causeCode(cause), target, cause);
  return new Refusal(message, { rule, advice }, { cause });
}

/** A host that has no address, or is none. */
export function unknownHost({ host }: NetworkTarget): Refusal {
  const { message, rule, advice } = unknown(host);
  return new Refusal(message, { rule, advice });
}

/** The system's code of an error, such as `ECONNREFUSED`; that of the first address where several were tried. */
export function causeCode(cause: Error): string {
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  const [first]: unknown[] = cause instanceof AggregateError ? cause.errors : [];
  return first instanceof Error ? causeCode(first) : '';
}

/** Nothing came back in time. `what` says what was waited for, `seconds` how long, where we set the time. */
export function timedOut(target: NetworkTarget, what: string, seconds?: number): Refusal {
  return new Refusal(`${shownAddress(target)} did not answer: no ${what} ${seconds === undefined ? 'in time' : `within ${seconds} s`}.`, {
    rule: 'a server answers in time',
    advice: 'Check host and port, and whether a firewall on the way swallows the packets.',
  });
}

interface Explained extends RefusalDetails {
  readonly message: string;
}

function explain(code: string, target: NetworkTarget, cause: Error): Explained {
  const fault = faults.find(({ codes }) => codes.includes(code));
  if (fault !== undefined) return fault.explain(target);
  return {
    message: `The connection to ${shownAddress(target)} failed: ${causeText(cause)}.`,
    rule: 'the network must carry a connection',
    advice: 'Check the network connection, host and port.',
  };
}

interface NetworkFault {
  readonly codes: readonly string[];
  readonly explain: (target: NetworkTarget) => Explained;
}

/** What the system's codes mean to somebody who wants to connect. */
const faults: readonly NetworkFault[] = [
  {
    codes: ['ENOTFOUND', 'EAI_NONAME', 'EAI_NODATA', 'ENODATA', 'ERR_INVALID_ARG_VALUE'],
    explain: ({ host }) => unknown(host),
  },
  {
    codes: ['EAI_AGAIN', 'EAI_FAIL', 'ESERVFAIL'],
    explain: ({ host }) => {
      const gone = checkHost(host);
      if (gone !== undefined) return unknown(host);
      return {
        message: `No name server could be asked for the host ${shownText(host)}.`,
        rule: 'a host name must have an address',
        advice: 'Check the network connection, a VPN, and the name servers of this computer; where only a proxy leads out, set it.',
      };
    },
  },
  {
    codes: ['ECONNREFUSED'],
    explain: (target) => ({
      message: `Nothing listens on ${shownAddress(target)}.`,
      rule: 'a server must listen on the port',
      advice: 'Start the platform there, or check host and port.',
    }),
  },
  {
    codes: ['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN'],
    explain: (target) => ({
      message: `${shownAddress(target)} cannot be reached.`,
      rule: 'there must be a way through the network to the host',
      advice: 'Check the network connection, a VPN, and the address.',
    }),
  },
  {
    codes: ['ERR_SOCKET_BAD_PORT'],
    explain: ({ port }) => ({ message: `${port} is no port.`, rule: 'ports go from 1 to 65535', advice: 'Check the port of the profile.' }),
  },
  {
    codes: ['EADDRNOTAVAIL'],
    explain: (target) => ({
      message: `This computer has no address from which ${shownAddress(target)} could be reached.`,
      rule: 'there must be a way through the network to the host',
      advice: 'Check the network connection, and whether host and port are right; port 0 is none.',
    }),
  },
  { codes: ['ETIMEDOUT', 'ERR_SOCKET_CONNECTION_TIMEOUT'], explain: (target) => explained(timedOut(target, 'connection')) },
  {
    codes: ['ECONNRESET', 'ECONNABORTED', 'EPIPE'],
    explain: (target) => ({
      message: `${shownAddress(target)} broke the connection off.`,
      rule: 'the network must carry a connection',
      advice: 'Check host and port, whether the port wants TLS, and whether a firewall on the way refuses the connection.',
    }),
  },
  {
    codes: ['EACCES', 'EPERM'],
    explain: (target) => ({
      message: `This computer does not allow a connection to ${shownAddress(target)}.`,
      rule: 'a firewall may decide who connects where',
      advice: 'Check the firewall of this computer.',
    }),
  },
];

function unknown(host: string): Explained {
  const gone = checkHost(host);
  return {
    message: gone === undefined ? `The host ${shownText(host)} is unknown.` : `The host is unknown. ${gone}`,
    rule: 'a host name must have an address',
    advice: isLocalName(host)
      ? `This computer does not know names below localhost; add the line "127.0.0.1 ${shownText(host)}" to its hosts file, or use localhost.`
      : 'Check the spelling, and whether this computer can look names up now.',
  };
}

/** A name below localhost, which only some systems know. */
function isLocalName(host: string): boolean {
  return /\.localhost\.?$/i.test(host);
}

function explained({ message, rule, advice }: Refusal): Explained {
  return { message, rule, advice };
}

/** What an error says, in a form that fits in a sentence; several addresses may have failed for reasons of their own. */
function causeText(cause: Error): string {
  const said = cause instanceof AggregateError ? cause.errors.map((error) => (error as Error).message).join('; ') : cause.message;
  return shownText(said.replace(/\.\s*$/, '')) || 'no reason was given';
}
