/** A host as the system takes it: without the brackets that an address of IP version 6 has in a URL. */
export function plainHost(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
