import type { Link } from '../../ports/link.ts';
import { notServed } from '../notServed.ts';
import { refused } from './refused.ts';
import type { Route } from './route.ts';
import type { RouteTable } from './routeTable.ts';

/** What a request asks for. */
export interface FoundRoute {
  readonly route: Route;
  /** The free levels of the path, decoded. */
  readonly parts: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/** Everything is below this path. */
const basePath = '/api/v0002';

/** @throws Refusal with code 404 for a path that is none, 405 for a wrong method, 501 for what is not served. */
export function findRoute(table: RouteTable, method: string, url: string, link: Link): FoundRoute {
  const [pathname = '', ...rest] = url.split('?');
  if (link.service === 'quickstart') throw quickstart();
  if (pathname !== basePath && !pathname.startsWith(`${basePath}/`)) throw elsewhere();
  const path = pathname.slice(basePath.length);
  const match = table.find(path);
  if (match === undefined) throw notServed(method, path);
  const route = match.routes.get(method === 'HEAD' ? 'GET' : method);
  if (route === undefined) throw wrongMethod([...match.routes.keys()].join(', '));
  return { route, parts: match.partsOf(route), query: new URLSearchParams(rest.join('?')) };
}

function quickstart(): Error {
  return refused(501, 'Quickstart speaks MQTT only.', 'the embedded platform serves Quickstart over MQTT', 'Publish over MQTT.');
}

function elsewhere(): Error {
  return refused(404, 'There is nothing at this path.', `the REST interface is below ${basePath}`, `Begin the path with ${basePath}/.`);
}

function wrongMethod(allowed: string): Error {
  return refused(405, `This path does not take the method; it takes ${allowed}.`, 'each path has its methods', `Use one of ${allowed}.`);
}
