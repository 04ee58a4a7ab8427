import type { Route } from './route.ts';

/** What a path means. */
export interface RouteMatch {
  /** By method; empty for a path of which only longer ones exist. */
  readonly routes: ReadonlyMap<string, Route>;
  /** The free levels, decoded; named as the route names them. */
  partsOf(route: Route): Readonly<Record<string, string>>;
}

interface Branch {
  readonly fixed: Map<string, Branch>;
  free?: Branch;
  readonly routes: Map<string, Route>;
}

/** Finds the route for a path, whatever the number of routes. A fixed level comes before a free one. */
export class RouteTable {
  readonly #root = newBranch();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      let branch = this.#root;
      for (const level of levelsOf(route.path)) branch = isFree(level) ? (branch.free ??= newBranch()) : fixedBranch(branch, level);
      branch.routes.set(route.method, route);
    }
  }

  /** The routes of a path below `/api/v0002`; `undefined` when there are none. A slash at the end does not count. */
  find(path: string): RouteMatch | undefined {
    const levels = decode(levelsOf(path));
    let branch: Branch | undefined = this.#root;
    for (const level of levels ?? []) branch = branch?.fixed.get(level) ?? branch?.free;
    if (levels === undefined || branch === undefined || branch.routes.size === 0) return undefined;
    return { routes: branch.routes, partsOf: (route) => partsOf(route, levels) };
  }
}

function newBranch(): Branch {
  return { fixed: new Map(), routes: new Map() };
}

function fixedBranch({ fixed }: Branch, level: string): Branch {
  const next = fixed.get(level) ?? newBranch();
  fixed.set(level, next);
  return next;
}

function levelsOf(path: string): readonly string[] {
  return path.replace(/\/$/, '').split('/').slice(1);
}

/** Each level by itself, so that an encoded slash separates nothing. `undefined` when one is no UTF-8. */
function decode(levels: readonly string[]): readonly string[] | undefined {
  try {
    return levels.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function partsOf({ path }: Route, levels: readonly string[]): Readonly<Record<string, string>> {
  const named = levelsOf(path).flatMap((level, index) => (isFree(level) ? [[level.slice(1, -1), levels[index] ?? ''] as const] : []));
  return Object.fromEntries(named);
}

function isFree(level: string): boolean {
  return level.startsWith('{');
}
