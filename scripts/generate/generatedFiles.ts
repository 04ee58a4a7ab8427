import { format, resolveConfig } from 'prettier';
import { generateAnnotations } from './schemas/generateAnnotations.ts';
import { generateDocs } from './docs/generateDocs.ts';
import { generateManifest } from './generateManifest.ts';
import { generateSchemas } from './schemas/generateSchemas.ts';
import { generateValidators } from './generateValidators.ts';

/** Everything that is generated and checked in: path from the project's root, and content. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map([...(await generateValidators()), ...generateAnnotations()]);
  for (const [path, content] of [...generateSchemas(), ...generateDocs(), ...generateManifest()]) {
    files.set(path, await format(content, { ...(await resolveConfig(path)), filepath: path }));
  }
  return files;
}
