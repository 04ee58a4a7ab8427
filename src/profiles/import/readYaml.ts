import { boolYaml11Tag, FAILSAFE_SCHEMA, floatYaml11Tag, intYaml11Tag, load, nullYaml11Tag, YAMLException } from 'js-yaml';
import { importRefusal } from './importRefusal.ts';

/** A YAML document as it is written, and as a reader of YAML 1.1 such as the Python SDK's takes it. */
export interface ReadYaml {
  /** Every scalar is the text that stands there. */
  readonly written: unknown;
  /** `00123` is a number, and `yes` is true. */
  readonly understood: unknown;
}

const longest = 1024 * 1024;

/** Without merge keys: no configuration has them, and they copy what they name as often as they name it. */
const yaml11 = FAILSAFE_SCHEMA.withTags(nullYaml11Tag, boolYaml11Tag, intYaml11Tag, floatYaml11Tag);

/**
 * Reads YAML that anybody may have written. Nothing in it is ever run, and aliases share what they stand for, so that they cannot
 * swell.
 * @throws Refusal that names the line, and repeats nothing of what stands there.
 */
export function readYaml(text: string): ReadYaml {
  if (text.length > longest)
    throw importRefusal(`The file has more than ${longest} characters.`, 'Choose the configuration of a device or an application.');
  try {
    return { written: load(text, { schema: FAILSAFE_SCHEMA }), understood: load(text, { schema: yaml11 }) };
  } catch (error) {
    const line = error instanceof YAMLException && error.mark !== undefined ? `, line ${error.mark.line + 1}` : '';
    const reason = error instanceof YAMLException ? error.reason.replace(/[^a-z ,-].*$/is, '').trim() : '';
    throw importRefusal(
      `The file is no YAML${line}${reason === '' ? '' : `: ${reason}`}.`,
      'Put it right there; a token with special characters stands in quotes.',
    );
  }
}
