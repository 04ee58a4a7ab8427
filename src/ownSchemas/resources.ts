import { isObject, valueAt } from '../lint/json.ts';
import { quoted } from '../lint/wording.ts';
import { draftIds } from './dialect.ts';
import { pathBeside, plainPath, unescaped } from './filePath.ts';
import { isBroken, type SchemaFile } from './schemaFile.ts';
import { faultAt } from './schemaProblem.ts';
import type { FoundText, SchemaObject } from './walkSchema.ts';

/** Something that a reference may lead to: a file of the setting, or a part of one with an `$id` of its own. */
interface Resource {
  readonly file: SchemaFile;
  /** Where the compiler finds it. */
  readonly address: string;
  readonly schema: SchemaObject | boolean;
}

/** A reference with the file that it leads to. */
interface Use {
  readonly file: SchemaFile;
  readonly reference: FoundText;
  readonly target: SchemaFile;
}

/** Everything that references of the setting's schemas may lead to. */
export class Resources {
  /** By absolute `$id`, and by the address of a file. */
  readonly #byId = new Map<string, Resource>();
  readonly #byPath = new Map<string, Resource>();
  /** What references are relative to, by the schema that has an `$id` or is a file. */
  readonly #bases = new Map<SchemaObject, string>();
  readonly #anchors = new Map<SchemaObject, Set<string>>();
  /** Files that are no schemas. */
  readonly #useless: ReadonlySet<string>;

  /** Takes in what files have to offer, and rewrites their `$id`s to what the compiler knows them by. */
  constructor(files: readonly SchemaFile[], useless: readonly string[]) {
    this.#useless = new Set(useless.map(plainPath));
    for (const file of files) {
      const { address, schema } = file;
      this.#byId.set(address, { file, address, schema });
      this.#byPath.set(plainPath(file.path), { file, address, schema });
      if (isObject(schema)) this.#bases.set(schema, address);
      for (const id of file.walk.ids) this.#takeId(file, id);
      for (const { resource, text } of file.walk.anchors)
        this.#anchors.set(resource, (this.#anchors.get(resource) ?? new Set<string>()).add(text));
    }
  }

  /** Rewrites the references of the files so that the compiler can follow them, and reports those that lead to nothing. */
  resolve(files: readonly SchemaFile[]): void {
    const uses: Use[] = [];
    for (const file of files) {
      for (const reference of file.walk.references) {
        const target = this.#follow(file, reference);
        if (typeof target === 'string') file.faults.push(faultAt('own/schema-remote-ref', reference.path, target));
        else if (target !== undefined) {
          rewrite(file, reference, target);
          uses.push({ file, reference, target: target.file });
        }
      }
    }
    blameBroken(uses);
  }

  #takeId(file: SchemaFile, { holder, text, path, resource }: FoundText): void {
    const id = absolute(text, this.#bases.get(resource) ?? file.address)?.replace(/#$/, '');
    const other = id === undefined ? undefined : this.#byId.get(id);
    // The compiler knows a file by its address, and a part by its absolute $id.
    const isRoot = holder === file.schema;
    if (isRoot || id === undefined || other !== undefined) delete holder['$id'];
    else holder['$id'] = id;
    if (id === undefined) {
      file.faults.push(faultAt('own/schema-broken', path, `${quoted(text)} is no URI that other schemas could name.`));
      return;
    }
    this.#bases.set(holder, id);
    if (other === undefined) this.#byId.set(id, { file, address: isRoot ? file.address : id, schema: holder });
    else {
      const where = other.file === file ? 'This file' : other.file.path;
      file.faults.push(faultAt('own/schema-broken', path, `${where} has a schema with this $id already. An $id names one schema only.`));
    }
  }

  /** What a reference leads to, `undefined` for what the compiler knows by itself, or what is wrong with it. */
  #follow(file: SchemaFile, { text, resource }: FoundText): Resource | string | undefined {
    const [target = ''] = text.split('#', 1);
    const base = this.#bases.get(resource) ?? file.address;
    const id = target === '' ? base : absolute(target, base);
    if (id === draftIds[file.draft]) return undefined;
    const path = pathBeside(file.path, target);
    const found = (id === undefined ? undefined : this.#byId.get(id)) ?? this.#byPath.get(path);
    if (found === undefined) return this.#useless.has(path) ? brokenItself(path) : notFound(target);
    if (found.file.draft !== file.draft) {
      return `${found.file.path} is written in ${found.file.draft}, and this schema in ${file.draft}. Name the same draft in both with "$schema".`;
    }
    return this.#hasAt(found, fragmentOf(text)) ? found : `There is nothing at ${quoted(text)}.`;
  }

  #hasAt({ schema }: Resource, fragment: string): boolean {
    if (fragment === '') return true;
    if (fragment.startsWith('/')) return hasPointer(schema, fragment);
    return isObject(schema) && this.#anchors.get(schema)?.has(fragment) === true;
  }
}

function rewrite(file: SchemaFile, { holder, keyword, text, resource }: FoundText, { address }: Resource): void {
  const isWithinRoot = text.startsWith('#') && resource === file.schema;
  if (isWithinRoot || keyword === '$recursiveRef') return;
  const fragment = fragmentOf(text);
  holder[keyword] = fragment === '' ? address : `${address}#${fragment}`;
}

/** A schema that refers to a broken one cannot be used either. */
function blameBroken(uses: readonly Use[]): void {
  const open = uses.filter(({ file, target }) => file !== target);
  for (let found = open; found.length > 0;) {
    found = open.filter(({ file, target }) => isBroken(target) && !isBroken(file));
    for (const { file, reference, target } of found)
      file.faults.push(faultAt('own/schema-broken', reference.path, brokenItself(target.path)));
  }
}

function brokenItself(path: string): string {
  return `${path} is broken itself. Put it right first.`;
}

function notFound(target: string): string {
  const isRemote = /^[a-z][a-z0-9+.-]*:/i.test(target);
  const why = isRemote
    ? `${quoted(target)} is not fetched, and no schema of the setting wiotp.schemas has this $id.`
    : `${quoted(target)} is neither the file nor the $id of another schema of the setting wiotp.schemas.`;
  return `${why} Put the schema that is meant into the workspace and its file into wiotp.schemas, or copy it into this file below "$defs".`;
}

function fragmentOf(text: string): string {
  const hash = text.indexOf('#');
  return hash < 0 ? '' : text.slice(hash + 1);
}

function absolute(text: string, base: string): string | undefined {
  return URL.canParse(text, base) ? new URL(text, base).href : undefined;
}

/** Whether a JSON pointer, escaped as part of a URI, leads to something. */
function hasPointer(schema: unknown, pointer: string): boolean {
  let value = schema;
  for (const step of unescaped(pointer).split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    value = valueAt(value, [Array.isArray(value) ? Number(name) : name]);
  }
  return value !== undefined;
}
