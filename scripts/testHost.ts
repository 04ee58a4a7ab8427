/** Runs test/host inside a real extension host: node scripts/testHost.ts [--counts FILE] */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runHostTests } from '../test/support/host/hostRun.ts';

const { values } = parseArgs({ options: { counts: { type: 'string' } } });
const { counts, text } = await runHostTests();
process.stdout.write(text);
if (values.counts !== undefined) await writeFile(values.counts, JSON.stringify(counts));
process.exitCode = counts.failed > 0 ? 1 : 0;
