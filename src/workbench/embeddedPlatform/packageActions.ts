import type { ExtensionPackage } from '../../rpc/device/actionState.ts';

/** An action of a custom package [D-cus]. */
export interface PackageAction {
  readonly actionId: string;
  /** Its name for people, in the first language that it is given in. */
  readonly title: string;
  readonly description: string;
  readonly parameters: readonly PackageParameter[];
}

/** What an action of a custom package needs. */
export interface PackageParameter {
  readonly name: string;
  /** A regular expression that the whole value must match. */
  readonly pattern?: string;
  readonly required: boolean;
  readonly defaultValue?: unknown;
}

type Json = Readonly<Record<string, unknown>>;

/** The actions that a package defines. What is not as the documents have it is passed over: the platform decides what it takes. */
export function packageActions({ definition }: ExtensionPackage): readonly PackageAction[] {
  return Object.entries(membersOf(definition['actions'])).map(([actionId, value]) => {
    const action = membersOf(value);
    const parameters = Array.isArray(action['parameters']) ? action['parameters'] : [];
    return {
      actionId,
      title: firstText(action['actionDisplayName']) ?? actionId,
      description: firstText(action['description']) ?? '',
      parameters: parameters.flatMap((parameter) => parameterOf(membersOf(parameter))),
    };
  });
}

/** The name of a package for people. */
export function packageTitle({ bundleId, definition }: ExtensionPackage): string {
  return firstText(definition['displayName']) ?? bundleId;
}

/**
 * The value of a parameter as it was typed: a number where the default is one, otherwise the text. `undefined` for nothing.
 */
export function parameterValue({ defaultValue }: PackageParameter, typed: string): unknown {
  if (typed === '') return undefined;
  const number = Number(typed);
  return typeof defaultValue === 'number' && Number.isFinite(number) ? number : typed;
}

/**
 * Why a parameter cannot have this value, as a sentence. Its pattern is left to the platform: a pattern comes from whoever
 * uploaded the package, and can keep a program busy for years.
 */
export function parameterProblem({ name, required, defaultValue }: PackageParameter, typed: string): string | undefined {
  if (typed === '') return required && defaultValue === undefined ? `${name} is required.` : undefined;
  return typeof defaultValue === 'number' && !Number.isFinite(Number(typed)) ? `${name} is a number.` : undefined;
}

function parameterOf({ name, value, required, defaultValue }: Json): PackageParameter[] {
  if (typeof name !== 'string') return [];
  return [
    {
      name,
      required: required === true,
      ...(typeof value === 'string' ? { pattern: value } : {}),
      ...(defaultValue === undefined ? {} : { defaultValue }),
    },
  ];
}

function firstText(texts: unknown): string | undefined {
  return Object.values(membersOf(texts)).find((text): text is string => typeof text === 'string' && text !== '');
}

function membersOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
