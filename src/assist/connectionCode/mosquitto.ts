import { tokenUserName } from '../../wiotp/limits.ts';
import { clientIdOfTarget } from './clientIdentity.ts';
import { missingToken, type ConnectionTarget } from './connectionTarget.ts';

/** The file that the shell code writes the authority's certificate to. */
export const caFile = 'platform-ca.pem';

/** What mosquitto's clients need to connect, the token left out: options with their values. */
export function mosquittoOptions(target: ConnectionTarget): readonly (readonly [option: string, value: string])[] {
  const { host, port, tls } = target;
  return [
    ['-h', host],
    ['-p', String(port)],
    ['-i', clientIdOfTarget(target)],
    ['-u', tokenUserName],
    ...(tls ? [['--cafile', caFile] as const] : []),
  ];
}

/** The token for `-P`, which stands in a variable of its own. */
export function mosquittoToken({ token = missingToken }: ConnectionTarget): string {
  return token;
}

/** What to know about the two programs, as full sentences. */
export const mosquittoRemarks = [
  'Both use the same client ID, so run one at a time: the second would end the connection of the first.',
] as const;
