/** Writes everything that is generated and checked in. Run it after a change of the catalog, a schema or a rule. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles } from './generate/generatedFiles.ts';

const root = join(import.meta.dirname, '..');
for (const [path, content] of await generatedFiles()) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}
