import type { KindName } from '../../wiotp/catalog.ts';
import { at, replaceWith, type Finding } from '../finding.ts';
import { member, valueAt } from '../json.ts';
import { nearest } from '../../wiotp/nearest.ts';
import { pathText, quoted } from '../wording.ts';
import { nothing, type PayloadRule } from './payloadRule.ts';

/** [D-dm, D-model] */
const attributes = ['location', 'metadata', 'deviceInfo', 'mgmt.firmware', 'mgmt.firmware.state', 'mgmt.firmware.updateStatus'];

/** Those of a custom action are its parameters, whose names are free. */
const naming = new Set<KindName>(['dm.observe', 'dm.cancel', 'dm.deviceUpdate', 'dm.notify', 'dm.deviceResponse']);

/** More names than anybody sends. */
const mostFields = 1000;

/** `dm/attribute-name`: like the name of an attribute of the protocol. Others may be the device's own. */
export const attributeName: PayloadRule = {
  isFor: ({ name }) => naming.has(name),
  find: (payload) => {
    const fields = valueAt(payload, ['d', 'fields']);
    if (!Array.isArray(fields)) return nothing;
    return fields.slice(0, mostFields).flatMap((field: unknown, index) => {
      const name = member(field, 'field');
      const meant = typeof name === 'string' ? meantBy(name) : undefined;
      return typeof name === 'string' && meant !== undefined ? [finding(index, name, meant)] : [];
    });
  },
};

function meantBy(name: string): string | undefined {
  if (attributes.includes(name)) return undefined;
  // Members of an attribute can be named one by one.
  const owner = attributes.find((attribute) => name.startsWith(`${attribute}.`));
  if (owner !== undefined && owner !== 'mgmt.firmware') return undefined;
  return /^firmware(?:\.|$)/i.test(name) ? nearest(`mgmt.${name}`, attributes) : nearest(name, attributes);
}

function finding(index: number, name: string, meant: string): Finding {
  const place = { path: ['d', 'fields', index, 'field'], part: 'value' } as const;
  return {
    rule: 'dm/attribute-name',
    message:
      `${pathText(place.path)} is ${quoted(name)}; the attribute is called ${meant}. ` +
      `A receiver does not know the other name, and answers rc 404 or ignores it. Write ${meant}.`,
    place,
    fix: { title: `Write ${meant}`, ...at(place, replaceWith(JSON.stringify(meant))) },
  };
}
