import { catalog } from '../../wiotp/catalog.ts';
import { nearest } from '../../wiotp/nearest.ts';
import { shownText } from '../../wiotp/shownText.ts';
import { glob } from '../glob.ts';
import type { Plan } from '../plan.ts';
import type { FieldWord, FilterField } from './field.ts';

const markerWord = 'marker';
const noneWord = 'none';

const families = [...new Set(catalog.map(({ name }) => familyOf(name)))];

const familyMeanings: Readonly<Record<string, string>> = {
  device: 'events and commands of devices',
  gateway: 'what gateways send and get for themselves and their devices',
  app: 'events and commands of applications',
  dm: 'all of Device Management',
  mon: 'who is connected, as applications are told',
  state: 'device state, for applications',
  rest: 'bodies of the REST interface',
  connection: 'connects, subscriptions, ends and refusals',
};

const words: readonly FieldWord[] = [
  ...families.map((family) => ({ word: `${family}.*`, meaning: familyMeanings[family] ?? 'all of them' })),
  { word: 'event', meaning: 'all kinds of events' },
  { word: 'command', meaning: 'all kinds of commands' },
  { word: markerWord, meaning: 'markers' },
  { word: noneWord, meaning: 'messages on topics of no kind' },
  ...catalog.map(({ name, title }) => ({ word: name, meaning: title })),
];

/** Asks for the kind. */
export const kindField: FilterField = {
  name: 'kind',
  meaning: 'what sort of message or connection event it is',
  takes: 'a kind such as dm.manage, the part of its name before or behind the dot, or a pattern with *',
  examples: ['kind:dm.*', 'kind:event,command', 'kind:connection.refused'],
  words,
  read(value) {
    const plans = [...ofCatalog(value), ...ofMarkers(value), ...ofNoKind(value)];
    return plans.length === 0 ? unknown(value) : { any: plans };
  },
};

function ofCatalog(value: string): readonly Plan[] {
  const passes = glob(value);
  const named = catalog.filter(({ name }) => [name, familyOf(name), name.slice(name.indexOf('.') + 1)].some(passes));
  const names: ReadonlySet<string> = new Set(named.map(({ name }) => name));
  return names.size === 0 ? [] : [{ of: 'origin', test: ({ kind }) => kind !== undefined && names.has(kind) }];
}

function ofMarkers(value: string): readonly Plan[] {
  return glob(value)(markerWord) ? [{ of: 'details', test: ({ isMarker }) => isMarker === true }] : [];
}

function ofNoKind(value: string): readonly Plan[] {
  return value.toLowerCase() === noneWord ? [{ of: 'origin', test: ({ kind, topic }) => kind === undefined && topic !== '' }] : [];
}

function unknown(value: string): string {
  const meant = nearest(value, [
    ...catalog.map(({ name }) => name),
    ...catalog.map(({ name }) => name.slice(name.indexOf('.') + 1)),
    ...families,
  ]);
  const possible =
    meant === undefined ? `Use a kind such as dm.manage, a family (${families.join(', ')}), marker or none.` : `Did you mean "${meant}"?`;
  return `No kind is called "${shownText(value)}". ${possible}`;
}

function familyOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}
