import type { CatalogKind } from '../../wiotp/catalog.ts';
import { gatewayForm, isDeviceManagement, topicsOf } from '../../wiotp/kind.ts';
import { escapeSnippet } from './snippetText.ts';

/** A topic to begin with. */
export interface TopicSnippet {
  /** With `{name}` for each free level. */
  readonly template: string;
  /** Without quotes; what is to be filled in are placeholders. */
  readonly insert: string;
  /** How many placeholders that are. */
  readonly stops: number;
  /** Only a gateway uses it. */
  readonly forGateway: boolean;
}

/** The topics of a kind: those of a device, then those of a gateway. */
export function topicSnippets(kind: CatalogKind): readonly TopicSnippet[] {
  const own = topicsOf(kind);
  const long = isDeviceManagement(kind) ? own.map(gatewayForm) : [];
  return [...own, ...long].map((template) => ({ template, ...filledIn(template), forGateway: template.includes('{deviceId}') }));
}

/** Type and ID are in a transcript those of whoever runs it; everything else is for the writer to say. */
function filledIn(template: string): { readonly insert: string; readonly stops: number } {
  let stops = 0;
  const insert = template.replace(/\{(\w+)\}/g, (_, level: string) => {
    if (level === 'typeId' || level === 'deviceId') return escapeSnippet(`\${${level}}`);
    return `\${${++stops}:${level === 'format' ? 'json' : level}}`;
  });
  return { insert, stops };
}
