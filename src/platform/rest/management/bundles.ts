import type { ExtensionPackage } from '../../../rpc/device/actionState.ts';
import { jsonBody } from '../http/jsonBody.ts';
import { pageOf } from '../http/paging.ts';
import { notFound } from '../http/refused.ts';
import { created, found, nothing, type Answer, type Call, type Route } from '../http/route.ts';
import type { RestSurroundings } from '../restSurroundings.ts';

/** Device Management extensions, also called bundles [D-cus, PY]. */
export function bundleRoutes({ packages }: RestSurroundings): readonly Route[] {
  const [all, one] = ['/mgmt/custom/bundle', '/mgmt/custom/bundle/{bundleId}'];
  const expect = ({ parts }: Call): ExtensionPackage => {
    const bundle = packages.find(parts['bundleId'] ?? '');
    if (bundle === undefined) throw notFound('The bundle');
    return bundle;
  };
  const remove = (call: Call): Answer => {
    packages.remove(expect(call).bundleId);
    return nothing;
  };
  return [
    {
      method: 'GET',
      path: all,
      by: 'application',
      serve: ({ query }) => found(pageOf(packages.all(), query, ({ bundleId }) => bundleId, shown)),
    },
    { method: 'POST', path: all, by: 'application', serve: (call) => created(shown(packages.add(textOf(call)))) },
    { method: 'GET', path: one, by: 'application', serve: (call) => found(shown(expect(call))) },
    { method: 'PUT', path: one, by: 'application', serve: (call) => found(shown(packages.replace(expect(call).bundleId, textOf(call)))) },
    { method: 'DELETE', path: one, by: 'application', serve: remove },
  ];
}

function shown({ definition }: ExtensionPackage): object {
  return definition;
}

/** The body as text, once it is known to be JSON. */
function textOf(call: Call): string {
  jsonBody(call);
  return Buffer.from(call.body).toString('utf8');
}
