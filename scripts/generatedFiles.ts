import { format, resolveConfig } from 'prettier';
import { generateDocs } from './generateDocs.ts';
import { generateSchemas } from './generateSchemas.ts';
import { generateValidators } from './generateValidators.ts';

/** Everything that is generated and checked in: path from the project's root, and content. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map(await generateValidators());
  for (const [path, content] of [...generateSchemas(), ...generateDocs()]) {
    files.set(path, await format(content, { ...(await resolveConfig(path)), filepath: path }));
  }
  return files;
}
