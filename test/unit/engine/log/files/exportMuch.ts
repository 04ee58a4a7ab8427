// Exports a megabyte into the file that it is given, and prints what became of it.
import { logged } from '../../../../support/engine/messages.ts';
import { archiveWithFiles } from './filesBench.ts';

const { archive, files, add } = archiveWithFiles();
add(...Array.from({ length: 1_000 }, () => logged({ payload: Buffer.alloc(1_000, 'x') })));
const state = await files.export('one', { log: 'live', file: process.argv[2] ?? '', form: 'csv', filter: '' });
console.log(state.phase, state.why);
archive.close();
