import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { checkHost } from '../../../wiotp/hosts.ts';
import { plainHost } from '../../../wiotp/plainHost.ts';
import { shownText } from '../../../wiotp/shownText.ts';
import { networkRefusal } from '../../network/networkRefusal.ts';
import { abandonable } from '../abandonable.ts';
import { fact, failed, passed, skipped, withWarnings, type Finding } from '../finding.ts';
import type { Patient } from '../patient.ts';

/** Looks the host up. */
export async function examineName({ settings: { endpoint } }: Patient, signal: AbortSignal): Promise<Finding> {
  if (endpoint.proxy !== undefined) return skipped('The proxy looks the name up.');
  const host = plainHost(endpoint.host);
  if (isIP(host.replace(/%.*$/, '')) !== 0) return skipped(`${shownText(host)} is an address; there is no name to look up.`);
  try {
    // The system's lookup cannot be stopped, only left.
    const found = await abandonable(lookup(host, { all: true, verbatim: true }), signal);
    const facts = found.slice(0, mostShown).map(({ address, family }) => fact(`IPv${family}`, address));
    const gone = checkHost(host);
    // A private copy of the classic service may well have its names.
    const warnings = gone === undefined ? [] : [{ text: `This computer knows the name nevertheless, but: ${gone}`, advice: ownNames }];
    return withWarnings(passed(`${shownText(host)} has ${counted(found)}.`, facts), warnings);
  } catch (error) {
    signal.throwIfAborted();
    return failed(networkRefusal(endpoint, error as Error));
  }
}

const mostShown = 10;

const ownNames = 'Check the hosts file and the name server of this computer, and whether the address is the one that you mean.';

function counted(found: readonly LookupAddress[]): string {
  const families = [4, 6].filter((family) => found.some((each) => each.family === family)).map((family) => `IPv${family}`);
  return `${found.length === 1 ? '1 address' : `${found.length} addresses`} (${families.join(' and ')})`;
}
