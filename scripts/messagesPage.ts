import { catalog, kindNamed, type CatalogKind } from '../src/wiotp/catalog.ts';
import { isDeviceManagement, type AnswerRule } from '../src/wiotp/kind.ts';
import { messageSchemas, type Schema } from './messageSchemas.ts';

const intro = `# Messages

<!-- Generated from the catalog in src/wiotp and the schemas in src/wiotp/schemas. Do not edit; run: npm run docs -->

Every message between a device and the platform: its topic, who sends it, what is in it and how it is answered.

- Topics are those of a device. A gateway puts \`type/{typeId}/id/{deviceId}/\` after the first level, in both directions:
  \`iotdevice-1/type/{typeId}/id/{deviceId}/mgmt/manage\`.
- A Device Management payload is one JSON object. A request is answered with the same \`reqId\`; without one it is not answered.
- A device subscribes to \`iotdm-1/#\` before its first Manage request.
- A payload has at most 131,072 bytes; a larger one closes the connection (287).
- A file that holds one payload is checked while you type if it is named after its kind: \`reboot.dm.manage.json\`.
`;

/** `docs/messages.md`: every kind of the catalog that has a topic. */
export function messagesPage(): string {
  const kinds = catalog.filter((kind) => kind.topic !== undefined);
  const schemas = new Map(messageSchemas().map(({ kind, schema }) => [kind.name, schema]));
  const rows = kinds.map((kind) => `| [${kind.name}](#${anchorOf(kind)}) | ${direction(kind)} | \`${kind.topic ?? ''}\` | ${kind.title} |`);
  const table = ['| Kind | Direction | Topic | Message |', '| --- | --- | --- | --- |', ...rows].join('\n');
  return [intro, table, ...kinds.map((kind) => section(kind, schemas.get(kind.name)))].join('\n\n');
}

function section(kind: CatalogKind, schema: Schema | undefined): string {
  const parts = [
    `## ${kind.title} (\`${kind.name}\`)`,
    schema?.description ?? kind.summary,
    facts(kind),
    ...(schema === undefined ? ['The payload is any bytes. With format `json` it must be JSON, of any type.'] : [fields(schema)]),
    ...kind.examples.map((example) => `\`\`\`json\n${JSON.stringify(example, undefined, 2)}\n\`\`\``),
    ...(kind.answer === undefined ? [] : [answer(kind.answer)]),
  ];
  return parts.join('\n\n');
}

function facts(kind: CatalogKind): string {
  const file = isDeviceManagement(kind) ? [`- File: \`*.${kind.name}.json\``] : [];
  return [`- Topic: \`${kind.topic ?? ''}\``, `- Direction: ${direction(kind)}`, ...file].join('\n');
}

function direction({ direction, name, sender }: CatalogKind): string {
  if (direction === 'up') return `${sender} → platform`;
  return `${sender} → ${name.startsWith('gateway.') ? 'gateway' : 'device'}`;
}

function fields(schema: Schema): string {
  const rows = rowsOf(schema, '').map(({ name, part, required }) => {
    const cells = [`\`${name}\``, typeOf(part), required ? 'yes' : 'no', part.description ?? ''];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return ['| Member | Type | Required | Meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

interface Row {
  readonly name: string;
  readonly part: Schema;
  readonly required: boolean;
}

/** Every member of an object, those inside it included, in the order of the schema. */
function rowsOf(schema: Schema, prefix: string): readonly Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, part]) => {
    const path = `${prefix}${name}`;
    return [{ name: path, part, required: schema.required?.includes(name) ?? false }, ...inside(part, path)];
  });
}

function inside(part: Schema, path: string): readonly Row[] {
  const bundles = Object.values(part.patternProperties ?? {}).map((value) => ({
    name: `${path}.{bundleId}`,
    part: value,
    required: false,
  }));
  if (part.items === undefined) return [...rowsOf(part, `${path}.`), ...bundles];
  const { allOf = [part.items] } = part.items;
  return allOf.flatMap((one) => (one.if === undefined ? rowsOf(one, `${path}[].`) : whenField(one, path)));
}

/** What the value of one named attribute looks like. */
function whenField({ if: condition, then }: Schema, path: string): readonly Row[] {
  const attribute = String(condition?.properties?.['field']?.const);
  const value = then?.properties?.['value'];
  if (value === undefined) return [];
  const name = `${path}[].value for ${attribute}`;
  return [{ name, part: value, required: false }, ...rowsOf(value, `${attribute}.`)];
}

function typeOf({ type, enum: values, minimum, maximum, anyOf }: Schema): string {
  if (values !== undefined) return `${type ?? 'any'}: ${values.join(', ')}`;
  if (minimum !== undefined && maximum !== undefined) return `${type ?? 'any'}, ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${type ?? 'any'}, at least ${minimum}`;
  const least = anyOf?.find((alternative) => alternative.minimum !== undefined)?.minimum;
  return least === undefined ? (type ?? 'any') : `${type ?? 'any'}, 0 or at least ${least}`;
}

function answer({ kind, codes, when }: AnswerRule): string {
  const condition = when === 'always' ? 'Always answered' : 'Answered if it carries a `reqId`';
  const rows = codes.map(({ rc, meaning }) => `| ${rc} | ${meaning} |`);
  const target = kindNamed(kind);
  return [`${condition}, with a [${target.title}](#${anchorOf(target)}):`, '', '| rc | Meaning |', '| --- | --- |', ...rows].join('\n');
}

/** GitHub's own rule for the address of a heading. */
function anchorOf({ title, name }: CatalogKind): string {
  return `${title} (${name})`
    .toLowerCase()
    .replace(/[^a-z0-9 _-]/g, '')
    .replaceAll(' ', '-');
}
