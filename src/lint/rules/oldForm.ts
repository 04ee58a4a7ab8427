import { at, replaceWith, wrapIn, type Finding, type Path } from '../finding.ts';
import { isObject, member } from '../json.ts';
import { pathText } from '../wording.ts';
import type { Issue, Translate } from './schema/issue.ts';

/** `dm/old-form`: what older documents said and tolerant receivers still read [D-dm, D17]. */
export const oldForm: Translate = (issue) => fieldAsText(issue) ?? cancelData(issue) ?? singleField(issue) ?? url(issue) ?? logData(issue);

const referring = new Set<string>(['dm.observe', 'dm.cancel', 'dm.deviceResponse']);

/** `"fields": ["mgmt.firmware"]` */
function fieldAsText({ kind, path, value, keyword }: Issue): Finding | undefined {
  const isField = path.length === 3 && path[1] === 'fields';
  if (!referring.has(kind.name) || !isField || keyword !== 'type' || typeof value !== 'string' || value === '') return undefined;
  const place = { path, part: 'value' } as const;
  return {
    rule: 'dm/old-form',
    message: `${pathText(path)} is text, as documented until 2017. Tolerant receivers read it, others do not. Send an object with the member field.`,
    place,
    fix: { title: 'Make it an object', ...at(place, wrapIn('{"field": ', '}')) },
  };
}

/** `"d": {"data": […]}` in a Cancel request. */
function cancelData({ kind, path, value, keyword, params }: Issue): Finding | undefined {
  const isData = lacks(keyword, params, 'fields') || isUnknown(keyword, params, ['data']);
  if (kind.name !== 'dm.cancel' || !isD(path) || !isData || !Array.isArray(member(value, 'data'))) return undefined;
  if (member(value, 'fields') !== undefined) return undefined;
  const place = { path: ['d', 'data'], part: 'key' } as const;
  return {
    rule: 'dm/old-form',
    message: 'd.data is what d.fields was called in 2016. Tolerant receivers read it, others find nothing to cancel. Call it fields.',
    place,
    fix: { title: 'Rename it to fields', ...at(place, replaceWith('"fields"')) },
  };
}

/** `"d": {"field": …, "value": …}` in a notification. */
function singleField({ kind, path, value, keyword, params }: Issue): Finding | undefined {
  const isSingle = lacks(keyword, params, 'fields') || isUnknown(keyword, params, ['field', 'value']);
  if (kind.name !== 'dm.notify' || !isD(path) || !isSingle || typeof member(value, 'field') !== 'string') return undefined;
  if (!isObject(value) || !Object.hasOwn(value, 'value') || Object.hasOwn(value, 'fields')) return undefined;
  return {
    rule: 'dm/old-form',
    message:
      'd.field and d.value stand alone, as documented until 2017. Tolerant receivers read it, others take over nothing. Put them into d.fields.',
    place: { path: ['d', 'field'], part: 'key' },
    fix: { title: 'Put it into fields', ...at({ path, part: 'value' }, wrapIn('{"fields": [', ']}')) },
  };
}

/** `url` instead of `uri` in mgmt.firmware. */
function url({ path, value, keyword, params, knownMembers }: Issue): Finding | undefined {
  if (!isUnknown(keyword, params, ['url']) || !knownMembers.includes('uri') || member(value, 'uri') !== undefined) return undefined;
  const place = { path: [...path, 'url'], part: 'key' } as const;
  return {
    rule: 'dm/old-form',
    message: `${pathText([...path, 'url'])} is called uri in the protocol. Tolerant receivers read both, others find no address.`,
    place,
    fix: { title: 'Rename it to uri', ...at(place, replaceWith('"uri"')) },
  };
}

/** `logData` in a log entry: its name in REST and in the model of a device [D-model]. */
function logData({ path, value, keyword, params, knownMembers }: Issue): Finding | undefined {
  if (!isUnknown(keyword, params, ['logData']) || !knownMembers.includes('data') || member(value, 'data') !== undefined) return undefined;
  const place = { path: [...path, 'logData'], part: 'key' } as const;
  return {
    rule: 'dm/old-form',
    message: `${pathText(place.path)} is what REST calls it; in the message it is called data. The platform ignores it, and the data are lost. Call it data.`,
    place,
    fix: { title: 'Rename it to data', ...at(place, replaceWith('"data"')) },
  };
}

function isD(path: Path): boolean {
  return path.length === 1 && path[0] === 'd';
}

function lacks(keyword: string, params: Issue['params'], name: string): boolean {
  return keyword === 'required' && params['missingProperty'] === name;
}

function isUnknown(keyword: string, params: Issue['params'], names: readonly string[]): boolean {
  return keyword === 'additionalProperties' && names.includes(String(params['additionalProperty']));
}
