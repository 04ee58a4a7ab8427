// Records into the file that it is given, prints "recording", and goes on until it is killed.
import { setImmediate } from 'node:timers/promises';
import { logged } from '../../../../support/engine/messages.ts';
import { archiveWithFiles } from './filesBench.ts';

const { files, add } = archiveWithFiles();
await files.startRecording({ file: process.argv[2] ?? '', filter: '' });
console.log('recording');
for (;;) {
  add(logged({ payload: Buffer.alloc(500, 'x') }), logged({ payload: Buffer.from('{"t":1}') }));
  await setImmediate();
}
