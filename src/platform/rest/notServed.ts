import { shownText } from '../../wiotp/shownText.ts';
import { refused } from './http/refused.ts';

/** Calls of the service that the embedded platform does not serve, by what they belong to. */
const elsewhere: readonly { readonly what: string; readonly paths: RegExp }[] = [
  { what: 'usage', paths: /^\/usage(\/|$)/ },
  { what: 'the historian', paths: /^\/(historian|historianconnectors|s2s)(\/|$)/ },
  { what: 'state management', paths: /^\/(draft|logicalinterfaces|physicalinterfaces|schemas|event|thing)(\/|$)/ },
  {
    what: 'state management',
    paths: /^\/device\/types\/[^/]+\/(logicalinterfaces|mappings|physicalinterface|deployedconfiguration)(\/|$)/,
  },
  { what: 'state management', paths: /^\/device\/types\/[^/]+\/devices\/[^/]+\/state(\/|$)/ },
  { what: 'weather', paths: /^\/device\/types\/[^/]+\/devices\/[^/]+\/exts(\/|$)/ },
  { what: 'resource groups', paths: /^\/(groups|bulk\/devices\/[^/]+)(\/|$)/ },
  { what: 'access control', paths: /^\/(authorization|accesscontrol|mode)(\/|$)/ },
  { what: 'actions and rules', paths: /^\/(actions|rules|triggers)(\/|$)/ },
];

/** Why a path without a route fails: the real service may have had it, so it is not served, whatever it is. */
export function notServed(method: string, path: string): Error {
  const call = shownText(`${method} /api/v0002${path}`);
  const what = elsewhere.find(({ paths }) => paths.test(path))?.what;
  return refused(
    501,
    `The embedded platform does not serve ${call}${what === undefined ? '' : `, which belongs to ${what}`}.`,
    'the embedded platform serves devices',
    'Correct the path, or leave this call out while you work with the embedded platform.',
  );
}
