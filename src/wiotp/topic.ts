import { catalog, kindNamed, type CatalogKind, type KindName } from './catalog.ts';
import { isDeviceManagement } from './kind.ts';
import type { Sender } from './message.ts';

/** What a topic says: its kind and the values of its free levels, such as `eventId`. */
export interface TopicMatch {
  readonly kind: CatalogKind;
  /** Includes `typeId` and `deviceId` where the topic names them (gateway and application forms). */
  readonly parts: Readonly<Record<string, string>>;
}

interface Template {
  readonly kind: CatalogKind;
  readonly levels: readonly string[];
}

const templates = new Map<number, Template[]>();
for (const kind of catalog) {
  if (kind.topic === undefined) continue;
  addTemplate(kind, kind.topic);
  if (isDeviceManagement(kind)) addTemplate(kind, gatewayForm(kind.topic));
}

/**
 * The kind of a topic. Where one topic is two kinds, as `gateway.event` and `app.event`, the sender decides;
 * an unknown sender means a gateway. `undefined` for a topic of no kind: empty, missing or additional levels
 * make it one [PX-rule].
 */
export function matchTopic(topic: string, sender?: Sender): TopicMatch | undefined {
  const levels = topic.split('/');
  let found: TopicMatch | undefined;
  for (const template of templates.get(levels.length) ?? []) {
    const parts = partsOf(levels, template.levels);
    if (parts === undefined) continue;
    if (template.kind.sender === sender) return { kind: template.kind, parts };
    found ??= { kind: template.kind, parts };
  }
  return found;
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

function addTemplate(kind: CatalogKind, topic: string): void {
  const levels = topic.split('/');
  const sameLength = templates.get(levels.length) ?? [];
  sameLength.push({ kind, levels });
  templates.set(levels.length, sameLength);
}

/** [D-dm, D-gw] A gateway names the device after the first level, in both directions. */
function gatewayForm(topic: string): string {
  return topic.replace('/', '/type/{typeId}/id/{deviceId}/');
}

function partsOf(levels: readonly string[], template: readonly string[]): Record<string, string> | undefined {
  const parts: Record<string, string> = {};
  for (const [at, wanted] of template.entries()) {
    const level = levels[at] ?? '';
    if (wanted.startsWith('{')) {
      if (level === '' || level === '+' || level === '#') return undefined;
      parts[wanted.slice(1, -1)] = level;
    } else if (level !== wanted) return undefined;
  }
  return parts;
}
