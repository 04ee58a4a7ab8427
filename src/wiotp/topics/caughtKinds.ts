import { catalog, kindNamed, type CatalogKind } from '../catalog.ts';
import { gatewayForm, isDeviceManagement, isReceivedBy, topicsOf } from '../kind.ts';
import { checkExtensionName } from '../names.ts';
import type { TopicMatch } from '../topic.ts';
import type { TopicUser } from './topicRules.ts';

interface Template {
  readonly kind: CatalogKind;
  readonly levels: readonly string[];
}

const inAnyForm = catalog.flatMap((kind) => [
  ...templatesOf(kind),
  ...(isDeviceManagement(kind) ? templatesOf(kind, topicsOf(kind).map(gatewayForm)) : []),
]);

const arriving: Readonly<Record<TopicUser, readonly Template[]>> = {
  device: receivedBy('device'),
  gateway: [
    ...receivedBy('gateway'),
    ...receivedBy('device').filter(isManagement).map(inGatewayForm),
    // [D-app] The status of its devices.
    ...templatesOf(kindNamed('mon.device')),
  ],
  application: atApplications(),
  quickstartDevice: [],
  quickstartApplication: atApplications(),
};

/**
 * The kinds that a filter catches, whoever uses it, with the free levels that it fixes. A kind is listed once,
 * even if the filter catches it in several forms.
 */
export function caughtKinds(filter: string): readonly TopicMatch[] {
  const levels = filter.split('/');
  const found = new Map<CatalogKind, TopicMatch>();
  for (const { kind, levels: template } of inAnyForm) {
    const parts = found.has(kind) ? undefined : partsCaught(levels, template);
    if (parts !== undefined) found.set(kind, { kind, parts });
  }
  return [...found.values()];
}

/** Whether any message that reaches a client of this class has a topic that the filter catches. */
export function catchesAnything(user: TopicUser, filter: string): boolean {
  const levels = filter.split('/');
  return arriving[user].some((template) => partsCaught(levels, template.levels) !== undefined);
}

/** What a filter fixes of a template's free levels; `undefined` when no topic fits both. */
function partsCaught(filter: readonly string[], template: readonly string[]): Record<string, string> | undefined {
  const parts: Record<string, string> = {};
  for (const [at, level] of filter.entries()) {
    if (level === '#') return parts;
    const wanted = template[at];
    if (wanted === undefined) return undefined;
    if (level === '+') continue;
    if (!wanted.startsWith('{')) {
      if (level !== wanted) return undefined;
    } else if (!canBe(wanted, level)) return undefined;
    else parts[wanted.slice(1, -1)] = level;
  }
  return filter.length === template.length ? parts : undefined;
}

/** [D-cus] Bundles and actions have names that registration allows; other free levels may be any text. */
function canBe(wanted: string, level: string): boolean {
  if (wanted === '{bundleId}' || wanted === '{actionId}') return checkExtensionName('', level) === undefined;
  return level !== '';
}

function templatesOf(kind: CatalogKind, topics = topicsOf(kind)): readonly Template[] {
  return topics.map((topic) => ({ kind, levels: topic.split('/') }));
}

function receivedBy(receiver: CatalogKind['receiver']): readonly Template[] {
  return catalog.filter((kind) => kind.receiver === receiver).flatMap((kind) => templatesOf(kind));
}

function atApplications(): readonly Template[] {
  return catalog.filter((kind) => isReceivedBy(kind, 'application')).flatMap((kind) => templatesOf(kind));
}

function isManagement({ kind }: Template): boolean {
  return isDeviceManagement(kind);
}

function inGatewayForm({ kind, levels }: Template): Template {
  return { kind, levels: gatewayForm(levels.join('/')).split('/') };
}
