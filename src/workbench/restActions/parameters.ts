import { checkExtensionName } from '../../wiotp/names.ts';

/** A parameter of an action [D-req]. */
export interface ActionParameter {
  readonly name: string;
  readonly value: unknown;
}

/**
 * Reads `name=value`: a number, true, false, null, or JSON in quotes or brackets is what it says, and anything else is text.
 * Otherwise the reason as a full sentence.
 */
export function readParameter(text: string): ActionParameter | string {
  const at = text.indexOf('=');
  if (at < 0) return 'Give a name and a value with "=" between them, such as interval=30.';
  const name = text.slice(0, at).trim();
  return checkExtensionName('The name of the parameter', name) ?? { name, value: valueOf(text.slice(at + 1).trim()) };
}

/** Reads the name of a custom action, `{bundleId}/{actionId}` [D-cus]; otherwise the reason as a full sentence. */
export function customActionFault(text: string): string | undefined {
  const [bundleId = '', actionId, ...more] = text.split('/');
  if (actionId === undefined || more.length > 0)
    return 'Give bundle ID and action ID with a slash between them, such as example-actions-v1/setInterval.';
  return checkExtensionName('The bundle ID', bundleId) ?? checkExtensionName('The action ID', actionId);
}

/** Of a firmware download, as far as they are given: without any the device takes what it was told before [D-req]. */
export function firmwareParameters(given: Readonly<Record<'uri' | 'name' | 'verifier' | 'version', string>>): readonly ActionParameter[] {
  const { uri, name, verifier, version } = given;
  const all = Object.entries({ uri, name, verifier, version });
  return all.every(([, value]) => value === '') ? [] : all.map(([key, value]) => ({ name: key, value }));
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
