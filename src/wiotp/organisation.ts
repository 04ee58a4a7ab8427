import { checkOrg } from './names.ts';
import { shownText } from './shownText.ts';

/** Where an organisation lives: IBM's classic service, its Quickstart sandbox, or a Maximo Application Suite. */
export type OrganisationHome = 'classic' | 'quickstart' | 'mas';

/** The organisation of the sandbox, which needs no registration [D-qs]. */
export const quickstartOrg = 'quickstart';

/** [D-conn] Six letters and digits; some of 2014 had five. */
const classicOrg = /^[a-z0-9]{5,6}$/;

/** Where an organisation with this ID can live; nowhere if it is none. The ID alone does not tell classic and MAS apart. */
function homesOf(org: string): readonly OrganisationHome[] {
  if (checkOrg(org) !== undefined) return [];
  if (org === quickstartOrg) return ['quickstart'];
  return classicOrg.test(org) ? ['classic', 'mas'] : ['mas'];
}

/** Why this is no ID of an organisation that lives there, as full sentences; `undefined` when it can be one. */
export function checkOrgAt(home: OrganisationHome, org: string): string | undefined {
  const wrong = checkOrg(org);
  if (wrong !== undefined) return wrong;
  if (homesOf(org).includes(home)) return undefined;
  switch (home) {
    case 'classic':
      return `"${shownText(org)}" is no organisation of the classic service: those have 6 small letters and digits.`;
    case 'quickstart':
      return `Quickstart has one organisation only, ${quickstartOrg}.`;
    case 'mas':
      return `${quickstartOrg} is the sandbox of the classic service. In Maximo Application Suite the organisation is the workspace ID.`;
  }
}
