import { Refusal } from '../../wiotp/refusal.ts';

/** A host and port to connect to. */
export interface NetworkTarget {
  readonly host: string;
  readonly port: number;
}

/** A connection that did not come about, by the system's error code. */
export function networkRefusal(target: NetworkTarget, cause: Error): Refusal {
  const code = 'code' in cause ? String(cause.code) : '';
  const { message, rule, advice } = explain(code, target, cause);
  return new Refusal(message, { rule, advice }, { cause });
}

/** Nothing came back in time. `what` says what was waited for, `seconds` how long, where we set the time. */
export function timedOut(target: NetworkTarget, what: string, seconds?: number): Refusal {
  return new Refusal(`${where(target)} did not answer: no ${what} ${seconds === undefined ? 'in time' : `within ${seconds} s`}.`, {
    rule: 'a server answers in time',
    advice: 'Check host and port, and whether a firewall on the way swallows the packets.',
  });
}

function explain(code: string, target: NetworkTarget, cause: Error): { message: string; rule: string; advice: string } {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        message: `The host "${target.host}" is unknown.`,
        rule: 'a host name must have an address',
        advice: 'Check the spelling, and whether this computer can look names up now.',
      };
    case 'ECONNREFUSED':
      return {
        message: `Nothing listens on ${where(target)}.`,
        rule: 'a server must listen on the port',
        advice: 'Start the platform there, or check host and port.',
      };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return {
        message: `${where(target)} cannot be reached.`,
        rule: 'there must be a way through the network to the host',
        advice: 'Check the network connection, a VPN, and the address.',
      };
    case 'ETIMEDOUT':
      return timedOut(target, 'connection');
    default:
      return {
        message: `The connection to ${where(target)} failed: ${cause.message}.`,
        rule: 'the network must carry a connection',
        advice: 'Check the network connection, host and port.',
      };
  }
}

function where({ host, port }: NetworkTarget): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
