import { lookup } from 'node:dns/promises';
import type { Socket } from 'node:net';
import { parseHost } from '../../../wiotp/hosts.ts';
import { plainHost } from '../../../wiotp/plainHost.ts';
import { checkPort } from '../../../wiotp/ports.ts';
import { shownAddress } from '../../network/address.ts';
import { dial } from '../../network/dial.ts';
import { abandonable } from '../abandonable.ts';
import { fact, failed, passed, skipped, withWarnings, type Fact, type Finding, type Warning } from '../finding.ts';
import type { Patient } from '../patient.ts';

/** More addresses of one name say nothing new. */
const mostTried = 6;

/** Knocks at every address of the host. The first one that answers is used from here on. */
export async function examineTcp(patient: Patient, signal: AbortSignal): Promise<Finding> {
  const { endpoint, home } = patient.settings;
  if (endpoint.proxy !== undefined) return skipped('The proxy makes the connection.');
  const { port } = endpoint;
  const addresses = (await abandonable(lookup(plainHost(endpoint.host), { all: true, verbatim: true }), signal)).slice(0, mostTried);
  const tried = await Promise.all(addresses.map(({ address }) => knock(address, port, signal)));
  const facts = tried.map(({ told }) => told);
  const working = tried.find(({ why }) => why === undefined);
  if (working === undefined) {
    const [first] = tried;
    signal.throwIfAborted();
    return failed(first?.why, facts);
  }
  patient.address = working.address;
  const warnings: Warning[] = tried.some(({ why }) => why !== undefined) ? [someFail] : [];
  // The embedded platform has a Quickstart as well, on a port of its own.
  const isReal = parseHost(endpoint.host).use === 'messaging' && (home === 'classic' || home === 'mas' || home === 'quickstart');
  const closed = isReal ? checkPort(home, port) : undefined;
  if (closed !== undefined) warnings.push({ text: `On the real service: ${closed}`, advice: 'Check the port of the profile.' });
  return withWarnings(passed(`${shownAddress(endpoint)} takes connections.`, facts), warnings);
}

interface Knock {
  readonly address: string;
  readonly told: Fact;
  /** Absent when it answered. */
  readonly why?: unknown;
}

async function knock(address: string, port: number, signal: AbortSignal): Promise<Knock> {
  const begun = performance.now();
  let socket: Socket | undefined;
  try {
    socket = await dial({ host: address, port }, signal);
    return { address, told: fact(address, `answered within ${Math.ceil(performance.now() - begun)} ms`) };
  } catch (why) {
    return { address, told: fact(address, why instanceof Error ? why.message : String(why)), why };
  } finally {
    socket?.destroy();
  }
}

const someFail: Warning = {
  text: 'Not every address of the host answers, so that connecting may take longer now and then.',
  advice: 'Have the addresses that do not answer taken out of the name server, or the network repaired for them.',
};
