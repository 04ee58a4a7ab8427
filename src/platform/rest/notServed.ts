import { shownText } from '../../wiotp/shownText.ts';
import { refused } from './http/refused.ts';

/** Paths of the service that the embedded platform does not serve, by what they belong to. */
const elsewhere: readonly { readonly what: string; readonly paths: RegExp }[] = [
  { what: 'Usage', paths: /^\/usage(\/|$)/ },
  { what: 'The historian', paths: /^\/(historian|historianconnectors|s2s)(\/|$)/ },
  { what: 'State management', paths: /^\/(draft|logicalinterfaces|physicalinterfaces|schemas|event|thing)(\/|$)/ },
  {
    what: 'State management',
    paths: /^\/device\/types\/[^/]+\/(logicalinterfaces|mappings|physicalinterface|deployedconfiguration)(\/|$)/,
  },
  { what: 'State management', paths: /^\/device\/types\/[^/]+\/devices\/[^/]+\/state(\/|$)/ },
  { what: 'Weather', paths: /^\/device\/types\/[^/]+\/devices\/[^/]+\/exts(\/|$)/ },
  { what: 'A resource group', paths: /^\/(groups|bulk\/devices\/[^/]+)(\/|$)/ },
  { what: 'Access control', paths: /^\/(authorization|accesscontrol|mode)(\/|$)/ },
  { what: 'Actions and rules', paths: /^\/(actions|rules|triggers)(\/|$)/ },
];

/** Why a path without a route fails: 501 for what the real service had, 404 for everything else. */
export function notServed(method: string, path: string): Error {
  const call = shownText(`${method} /api/v0002${path}`);
  const known = elsewhere.find(({ paths }) => paths.test(path));
  if (known === undefined) return refused(404, `There is no call ${call}.`, 'calls have fixed paths', 'Correct the path.');
  return refused(
    501,
    `The embedded platform does not serve ${call}: ${known.what} is not part of it.`,
    'the embedded platform serves devices',
    'Leave this call out while you work with the embedded platform.',
  );
}
