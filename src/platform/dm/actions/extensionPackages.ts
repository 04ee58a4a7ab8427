import { isObject, member } from '../../../lint/json.ts';
import { lintPayload } from '../../../lint/lintPayload.ts';
import { mostActionParameters, type ExtensionPackage } from '../../../rpc/device/actionState.ts';
import { kindNamed } from '../../../wiotp/catalog.ts';
import { maxPayloadBytes } from '../../../wiotp/limits.ts';
import { Refusal } from '../../../wiotp/refusal.ts';
import type { PackageStore } from '../../store/storage.ts';
import { tooDeep } from '../nesting.ts';
import { parametersOf } from './parameters.ts';
import { isPattern } from './pattern.ts';

/** Names that `supports` has for the platform's own actions [D-dm]. */
const ownGroups: readonly string[] = ['deviceActions', 'firmwareActions'];

/** Custom packages that were uploaded: what Device Management can do beyond its own actions [D-cus]. */
export class ExtensionPackages {
  readonly #store: PackageStore;
  readonly #packages = new Map<string, ExtensionPackage>();

  constructor(store: PackageStore) {
    this.#store = store;
  }

  restore(): void {
    for (const { bundleId, definition } of this.#store.load()) {
      this.#packages.set(bundleId, { bundleId, definition: JSON.parse(definition) as ExtensionPackage['definition'] });
    }
  }

  all(): readonly ExtensionPackage[] {
    return [...this.#packages.values()];
  }

  find(bundleId: string): ExtensionPackage | undefined {
    return this.#packages.get(bundleId);
  }

  /** @throws Refusal with code 400 when the text is no definition or breaks a rule of packages, 409 when the package exists. */
  add(definition: string): ExtensionPackage {
    const added = checked(definition);
    if (!this.#packages.has(added.bundleId)) return this.#keep(added);
    throw refused(`The package ${added.bundleId} exists already.`, 'Delete it first, or choose another bundleId.', 409);
  }

  /** Replaces a package. @throws Refusal with code 404 when there is none, 400 when the definition breaks a rule or is another package's. */
  replace(bundleId: string, definition: string): ExtensionPackage {
    this.#expect(bundleId);
    const replacement = checked(definition);
    if (replacement.bundleId === bundleId) return this.#keep(replacement);
    throw refused(`The definition has the bundleId ${replacement.bundleId}, not ${bundleId}.`, 'A package keeps its bundleId.', 400);
  }

  /** @throws Refusal with code 404 when there is none. */
  remove(bundleId: string): void {
    this.#expect(bundleId);
    this.#packages.delete(bundleId);
    this.#store.remove(bundleId);
  }

  #keep(extension: ExtensionPackage): ExtensionPackage {
    this.#packages.set(extension.bundleId, extension);
    this.#store.save(extension.bundleId, JSON.stringify(extension.definition));
    return extension;
  }

  #expect(bundleId: string): void {
    if (!this.#packages.has(bundleId)) throw refused(`There is no package ${bundleId}.`, 'Upload it first.', 404);
  }
}

function checked(definition: string): ExtensionPackage {
  if (typeof definition !== 'string' || definition.length > maxPayloadBytes) {
    throw refused(`The definition is no text of at most ${maxPayloadBytes} characters.`, 'Shorten it.', 400);
  }
  const error = lintPayload(definition, kindNamed('rest.extensionPackage')).find(({ severity }) => severity === 'error');
  if (error !== undefined)
    throw refused(`Line ${lineOf(definition, error.range.start)}: ${error.message}`, 'Put the definition right and upload it again.', 400);
  const parsed: unknown = JSON.parse(definition);
  const bundleId = member(parsed, 'bundleId');
  if (!isObject(parsed) || typeof bundleId !== 'string' || tooDeep(parsed)) {
    throw refused('The definition is no package.', 'Put the definition right and upload it again.', 400);
  }
  checkNames(parsed, bundleId);
  return { bundleId, definition: parsed };
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** What the schema cannot say. */
function checkNames(definition: ExtensionPackage['definition'], bundleId: string): void {
  if (ownGroups.includes(bundleId))
    throw refused(`${bundleId} is the name of actions that every platform has.`, 'Choose another bundleId.', 400);
  for (const actionId of Object.keys(member(definition, 'actions') ?? {})) {
    const parameters = parametersOf({ bundleId, definition }, actionId) ?? [];
    if (parameters.length > mostActionParameters) {
      throw refused(`The action ${actionId} has ${parameters.length} parameters.`, `Define at most ${mostActionParameters}.`, 400);
    }
    const names = parameters.map(({ name }) => name);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined) throw refused(`The action ${actionId} has two parameters ${twice}.`, 'Give each a name of its own.', 400);
    const wrong = parameters.find(({ pattern }) => pattern !== undefined && !isPattern(pattern));
    if (wrong === undefined) continue;
    throw refused(
      `The value of the parameter ${wrong.name} of ${actionId} is no regular expression.`,
      'Write one that the value shall match.',
      400,
    );
  }
}

function refused(message: string, advice: string, code: number): Refusal {
  return new Refusal(message, { rule: 'a package has a bundleId of its own and well-defined actions', advice, code });
}
