import { escapeSnippet, valuePlaceholder } from '../../../src/assist/snippets/snippetText.ts';
import type { Schema } from '../messageSchemas.ts';

/** The least that a value is begun with, in the language of VS Code's snippets: an object with the members that it must have. */
export function skeleton(part: Schema): string {
  let stop = 1;
  const write = (value: Schema): string => {
    // What a reference points to is for whoever fills it in.
    if (value.$ref !== undefined) return `$${stop++}`;
    const whole = withAdditions(value);
    const [suggested] = [...(whole.default === undefined ? [] : [whole.default]), ...(whole.examples ?? []), ...(whole.enum ?? [])];
    if (suggested !== undefined && typeof suggested !== 'object') return valuePlaceholder(suggested, stop++);
    if (whole.type === 'string') return `"$${stop++}"`;
    if (whole.type === 'integer' || whole.type === 'number') return `\${${stop++}:0}`;
    if (whole.type === 'boolean') return `\${${stop++}:true}`;
    if (whole.type !== 'array') return object(whole);
    return whole.minItems === undefined || whole.items === undefined ? `[$${stop++}]` : `[${write(whole.items)}]`;
  };
  // Values of any type are objects more often than not.
  const object = ({ required = [], properties = {} }: Schema): string => {
    if (required.length === 0) return `{$${stop++}}`;
    return `{ ${required.map((name) => `${escapeSnippet(JSON.stringify(name))}: ${write(properties[name] ?? {})}`).join(', ')} }`;
  };
  return write(part);
}

/** A schema with what its `allOf` adds without a condition. */
function withAdditions(schema: Schema): Schema {
  const additions = (schema.allOf ?? []).filter((part) => part.if === undefined).map(withAdditions);
  return additions.reduce(
    (whole, addition) => ({
      ...addition,
      ...whole,
      required: [...new Set([...(whole.required ?? []), ...(addition.required ?? [])])],
      properties: { ...addition.properties, ...whole.properties },
    }),
    schema,
  );
}
