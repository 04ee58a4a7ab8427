import { isRefusal, Refusal } from '../../wiotp/refusal.ts';
import { shownText } from '../../wiotp/shownText.ts';
import { shownAddress, type NetworkTarget } from './address.ts';
import { networkRefusal } from './networkRefusal.ts';
import type { ProxyAddress } from './proxyAddress.ts';

const rule = 'the proxy opens the way to the server (HTTP CONNECT)';

/** A proxy that cannot be reached or breaks off. What was explained already only gets to know that it was about the proxy. */
export function proxyRefusal(proxy: ProxyAddress, cause: Error): Refusal {
  if (isRefusal(cause) && cause.rule === rule) return cause;
  const { message, advice } = isRefusal(cause) ? cause : networkRefusal(proxy, cause);
  return new Refusal(
    `The proxy cannot be used: ${message}`,
    { rule, advice: `${advice} Check the proxy of the profile, or use none.` },
    { cause },
  );
}

/** Something else than a proxy listens there. */
export function notAProxy(proxy: ProxyAddress): Refusal {
  return new Refusal(`${shownAddress(proxy)} does not answer as an HTTP proxy does.`, {
    rule,
    advice: 'Check host and port of the proxy; a SOCKS proxy cannot be used, and one that speaks TLS itself is written with https://.',
  });
}

/** A proxy that answered CONNECT with a refusal. */
export function answerRefusal(proxy: ProxyAddress, target: NetworkTarget, status: number, head: string): Refusal {
  const place = shownAddress(proxy);
  const { message, advice } = status === 407 ? loginRefusal(proxy, head) : (answers[status] ?? otherAnswer)(shownAddress(target));
  const said = shownText(/^\S+ \d+ ([^\r\n]*)/.exec(head)?.[1] ?? '');
  return new Refusal(`The proxy ${place} ${message} (HTTP ${status}${said === '' ? '' : ` ${said}`}).`, { rule, advice, code: status });
}

type Answer = (server: string) => { readonly message: string; readonly advice: string };

const forbidden: Answer = (server) => ({
  message: `does not allow a connection to ${server}`,
  advice: 'Many proxies allow port 443 only: use it where the server has it, or ask whoever runs the proxy.',
});

const unreachable: Answer = (server) => ({
  message: `does not reach ${server}`,
  advice: 'Check host and port of the server. One inside the company is often reached without the proxy.',
});

const otherAnswer: Answer = (server) => ({
  message: `refuses the connection to ${server}`,
  advice: 'Check that it is a proxy that allows CONNECT, and ask whoever runs it.',
});

const answers: Readonly<Record<number, Answer>> = {
  403: forbidden,
  405: forbidden,
  500: unreachable,
  502: unreachable,
  503: unreachable,
  504: unreachable,
};

function loginRefusal({ user }: ProxyAddress, head: string): { readonly message: string; readonly advice: string } {
  const ways = [...head.matchAll(/^proxy-authenticate:[ \t]*([A-Za-z0-9-]+)/gim)].slice(0, 5).map(([, way = '']) => way);
  if (ways.length > 0 && !ways.some((way) => way.toLowerCase() === 'basic')) {
    return {
      message: `wants a login by ${ways.join(' or ')}, which is not possible here`,
      advice: 'Have the proxy allow Basic for this computer, or run a local proxy that logs in.',
    };
  }
  return user === undefined
    ? {
        message: 'wants a user and a password',
        advice: 'Write the user into the proxy’s URL, http://user@host:port; the password is asked for then.',
      }
    : { message: 'does not accept the user or the password', advice: 'Check the user in the proxy’s URL, and enter the password again.' };
}
