import { shownAddress } from '../../network/address.ts';
import { proxyAddress } from '../../network/proxyAddress.ts';
import { openTunnel, reachProxy } from '../../network/tunnel.ts';
import { fact, failed, passed, skipped, type Fact, type Finding } from '../finding.ts';
import type { Patient } from '../patient.ts';

/** Reaches the proxy, and then the server through it. */
export async function examineProxy({ settings: { endpoint }, credentials }: Patient, signal: AbortSignal): Promise<Finding> {
  if (endpoint.proxy === undefined) return skipped('The connection goes without a proxy.');
  const proxy = proxyAddress(endpoint.proxy);
  const facts: Fact[] = [fact('Proxy', shownAddress(proxy)), fact('User', proxy.user ?? 'none')];
  try {
    const reached = await reachProxy(proxy, credentials, signal);
    facts.push(fact('Proxy reached at', `${reached.socket.remoteAddress}${proxy.secure ? ', with TLS' : ''}`));
    reached.stream.destroy();
    const tunnel = await openTunnel(endpoint.proxy, endpoint, credentials, signal);
    tunnel.stream.destroy();
    return passed(`The proxy ${shownAddress(proxy)} opens the way to ${shownAddress(endpoint)}.`, facts);
  } catch (error) {
    signal.throwIfAborted();
    return failed(error, facts);
  }
}
