import { catalog, kindNamed, type CatalogKind, type KindName } from './catalog.ts';
import { gatewayForm, isDeviceManagement, topicsOf } from './kind.ts';
import type { Sender } from './message.ts';

/** What a topic says: its kind and the values of its free levels, such as `eventId`. */
export interface TopicMatch {
  readonly kind: CatalogKind;
  /** Includes `typeId` and `deviceId` where the topic names them (gateway and application forms). */
  readonly parts: Readonly<Record<string, string>>;
}

interface Template {
  readonly kind: CatalogKind;
  /** Levels by their index: those that are fixed, and the names of those that are free. */
  readonly fixed: readonly (readonly [at: number, level: string])[];
  readonly free: readonly (readonly [at: number, part: string])[];
}

/** By the number of levels. */
const templates = new Map<number, Template[]>();
const callTemplates = new Map<number, Template[]>();
for (const kind of catalog) {
  for (const topic of topicsOf(kind)) {
    addTemplate(templates, kind, topic);
    if (isDeviceManagement(kind)) addTemplate(templates, kind, gatewayForm(topic));
  }
  if (kind.call !== undefined) addTemplate(callTemplates, kind, kind.call);
}

/**
 * The kind of a topic. Where one topic is two kinds, as `gateway.event` and `app.event`, the sender decides; of what the
 * platform sends, give the class of the client that gets it. An unknown one means a gateway. `undefined` for a topic of no
 * kind: empty, missing or additional levels make it one [PX-rule].
 */
export function matchTopic(topic: string, sender?: Sender): TopicMatch | undefined {
  const levels = topic.split('/');
  let found: TopicMatch | undefined;
  for (const template of templates.get(levels.length) ?? []) {
    const parts = partsOf(levels, template, noWildcard);
    if (parts === undefined) continue;
    if (template.kind.sender === sender) return { kind: template.kind, parts };
    found ??= { kind: template.kind, parts };
  }
  return found;
}

/**
 * The kind of a REST call, written as method and path: `POST /api/v0002/mgmt/requests`. What follows a `?` does not
 * count, and the command ID may be `+` [D-http]. `undefined` for a call of no kind.
 */
export function matchCall(text: string): TopicMatch | undefined {
  const [call = ''] = text.split('?', 1);
  const levels = call.split('/');
  for (const template of callTemplates.get(levels.length) ?? []) {
    const parts = partsOf(levels, template, (part, level) => noWildcard(part, level) || (part === 'commandId' && level === '+'));
    if (parts !== undefined) return { kind: template.kind, parts };
  }
  return undefined;
}

/**
 * The topic of a kind with its free levels filled in. With `typeId` and `deviceId` a Device Management topic
 * takes its gateway form.
 * @throws Error when a level is missing: that is a defect of the caller. Check what a user typed with `checkLevel`.
 */
export function buildTopic(name: KindName, parts: Readonly<Record<string, string>> = {}): string {
  const kind = kindNamed(name);
  if (kind.topic === undefined) throw new Error(`${name} has no topic`);
  const long = isDeviceManagement(kind) && parts['typeId'] !== undefined;
  const template = long ? gatewayForm(kind.topic) : kind.topic;
  return template.replace(/\{(\w+)\}/g, (_, part: string) => {
    const value = parts[part];
    if (value === undefined || value === '') throw new Error(`${name}: ${part} is missing`);
    return value;
  });
}

/** Whether an MQTT topic filter, with `+` and `#`, catches a topic. Topics below `$` need a literal first level. */
export function filterMatches(filter: string, topic: string): boolean {
  const wanted = filter.split('/');
  const levels = topic.split('/');
  if (topic.startsWith('$') && wanted[0] !== levels[0]) return false;
  for (const [at, level] of wanted.entries()) {
    if (level === '#') return true;
    if (at >= levels.length || (level !== '+' && level !== levels[at])) return false;
  }
  return wanted.length === levels.length;
}

function addTemplate(to: Map<number, Template[]>, kind: CatalogKind, topic: string): void {
  const levels = [...topic.split('/').entries()];
  const isFree = ([, level]: readonly [number, string]): boolean => level.startsWith('{');
  const free = levels.filter(isFree).map(([at, level]) => [at, level.slice(1, -1)] as const);
  const sameLength = to.get(levels.length) ?? [];
  sameLength.push({ kind, fixed: levels.filter((level) => !isFree(level)), free });
  to.set(levels.length, sameLength);
}

function noWildcard(_part: string, level: string): boolean {
  return level !== '+' && level !== '#';
}

function partsOf(
  levels: readonly string[],
  { fixed, free }: Template,
  fits: (part: string, level: string) => boolean,
): Record<string, string> | undefined {
  for (const [at, level] of fixed) if (levels[at] !== level) return undefined;
  const parts: Record<string, string> = {};
  for (const [at, part] of free) {
    const level = levels[at] ?? '';
    if (level === '' || !fits(part, level)) return undefined;
    parts[part] = level;
  }
  return parts;
}
