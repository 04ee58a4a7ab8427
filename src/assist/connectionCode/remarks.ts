import { isAddress, type ConnectionTarget } from './connectionTarget.ts';

/** What a reader of the code has to know, as full sentences, one a line. */
export function remarks(target: ConnectionTarget): readonly string[] {
  const { org, typeId, deviceId, classId, token, tls, caPem } = target;
  return [
    `${classId} ${deviceId} of the type ${typeId} in the organisation ${org}, ${tls ? 'with TLS' : 'without TLS'}.`,
    ...(token === undefined
      ? ['The token is not known here: put it in below, or choose "Issue New Token…" in the Platform view. The old one then ends.']
      : ['This code holds the token of the device: keep it out of version control.']),
    ...(tls && caPem === undefined
      ? ['The certificate of the platform’s authority is missing here: the client has to trust it, or TLS fails.']
      : []),
    ...hostsRemark(target),
  ];
}

/** What a client needs whose TLS cannot check an address; only where the host is one. */
export function addressRemark({ host, tls }: ConnectionTarget): readonly string[] {
  return tls && isAddress(host)
    ? ['Some small TLS libraries cannot check an address, only a name. If the handshake fails here, use the plain port.']
    : [];
}

/** The line that a hosts file needs for a host name; `undefined` for an address, `localhost` and where the address is not known. */
function hostsLine({ host, address }: ConnectionTarget): string | undefined {
  return address === undefined || isAddress(host) || host === 'localhost' ? undefined : `${address} ${host}`;
}

function hostsRemark(target: ConnectionTarget): readonly string[] {
  const line = hostsLine(target);
  if (line === undefined) return [];
  const byItself = target.host.endsWith('.localhost') && isLoopback(target.address ?? '');
  return [
    byItself
      ? 'Where this name is not found, as by Node on Windows, the hosts file needs this line:'
      : 'The hosts file of the machine that runs this needs this line:',
    `    ${line}`,
    'It is /etc/hosts, or C:\\Windows\\System32\\drivers\\etc\\hosts.',
  ];
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}
