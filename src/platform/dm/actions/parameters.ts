import { isObject, member } from '../../../lint/json.ts';
import { quoted } from '../../../lint/wording.ts';
import type { ActionRequest, ExtensionPackage } from '../../../rpc/device/actionState.ts';
import { PatternMatcher } from './pattern.ts';

/** What a custom action needs to be told [D-cus]. */
export interface Parameter {
  readonly name: string;
  /** The regular expression that the value must match. */
  readonly pattern?: string;
  readonly required: boolean;
  readonly defaultValue?: unknown;
}

/** A parameter as the device gets it. */
export interface ParameterField {
  readonly field: string;
  readonly value: unknown;
}

/** The parameters of an action of a package; `undefined` when it has no such action. */
export function parametersOf({ definition }: ExtensionPackage, actionId: string): readonly Parameter[] | undefined {
  const action = member(member(definition, 'actions'), actionId);
  if (!isObject(action)) return undefined;
  const parameters = member(action, 'parameters');
  return Array.isArray(parameters) ? parameters.map(parameterFrom) : [];
}

/** The fields of a request for a custom action, defaults included; a text says why the parameters cannot be taken. */
export function parameterFields(
  defined: readonly Parameter[],
  given: ActionRequest['parameters'] = [],
): readonly ParameterField[] | string {
  const stray = given.find(({ name }) => !defined.some((parameter) => parameter.name === name));
  if (stray !== undefined) return `The action has no parameter ${quoted(stray.name)}.`;
  const fields: ParameterField[] = [];
  const matcher = new PatternMatcher();
  for (const parameter of defined) {
    const value = given.find(({ name }) => name === parameter.name)?.value ?? parameter.defaultValue;
    const wrong = wrongValue(parameter, value, matcher);
    if (wrong !== undefined) return wrong;
    if (value !== undefined) fields.push({ field: parameter.name, value });
  }
  return fields;
}

function wrongValue({ name, pattern, required }: Parameter, value: unknown, matcher: PatternMatcher): string | undefined {
  if (value === undefined || value === null) return required ? `The parameter ${quoted(name)} is required.` : undefined;
  if (pattern === undefined) return undefined;
  switch (matcher.matches(pattern, typeof value === 'string' ? value : JSON.stringify(value))) {
    case true:
      return undefined;
    case false:
      return `The value of the parameter ${quoted(name)} does not match ${quoted(pattern)}.`;
    case undefined:
      return `Whether the value of the parameter ${quoted(name)} matches ${quoted(pattern)} takes too long to find out.`;
  }
}

function parameterFrom(definition: unknown): Parameter {
  const [name, pattern, defaultValue] = ['name', 'value', 'defaultValue'].map((key) => member(definition, key));
  return {
    name: String(name),
    ...(typeof pattern === 'string' ? { pattern } : {}),
    required: member(definition, 'required') === true,
    ...(defaultValue === undefined ? {} : { defaultValue }),
  };
}
