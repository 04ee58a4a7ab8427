import { checkHostOrg } from '../../wiotp/hosts.ts';
import { quickstartOrg } from '../../wiotp/organisation.ts';
import { shownText } from '../../wiotp/shownText.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import type { Link } from '../ports/link.ts';
import { refusedConnect } from './refusedConnect.ts';

/**
 * Checks that the organisation of a client ID is served where the client arrived, and that the name it asked for in TLS, if
 * it names an organisation, names the same one [PX-auth, PX-tenant]. `foreign` says more about another organisation, where more
 * is known. @throws Refusal with CONNACK code 5.
 */
export function checkOrganisation(org: string, { service, serverName }: Link, servedOrg: string, foreign?: Refusal): void {
  if (service === 'quickstart') {
    if (org === quickstartOrg) return;
    throw refusedConnect(
      5,
      `This port serves Quickstart; the client ID names the organisation ${shownText(org)}.`,
      `Use the organisation ${quickstartOrg} in the client ID, or connect to another port of the platform.`,
    );
  }
  if (org === quickstartOrg) {
    throw refusedConnect(
      5,
      `The client ID names ${quickstartOrg}, and Quickstart has a port of its own.`,
      `Open Quickstart on the platform and connect to its port, or use the organisation ${servedOrg}.`,
    );
  }
  if (org !== servedOrg) {
    if (foreign !== undefined) throw foreign;
    throw refusedConnect(
      5,
      `The client ID names the organisation ${shownText(org)}; this platform serves ${servedOrg}.`,
      `Use ${servedOrg} in the client ID.`,
    );
  }
  const otherHost = serverName === undefined ? undefined : checkHostOrg(serverName, org);
  if (otherHost !== undefined) throw refusedConnect(5, otherHost, 'Connect to the host of the organisation in the client ID.');
}
