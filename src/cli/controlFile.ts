import { once } from 'node:events';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { readControlFile, type ControlFile } from '../rpc/node/control.ts';
import { Refusal } from '../wiotp/refusal.ts';
import { reasonOf } from './reasonOf.ts';

/** @throws Refusal when the control file belongs to a platform that is alive. */
export async function expectNoLivePlatform(file: string): Promise<void> {
  const content = await readControlFile(file);
  if (content === undefined || !(await answers(content.path))) return;
  throw new Refusal(`The embedded platform with the process ID ${content.pid} is running and uses the control file ${file}.`, {
    rule: 'a control file belongs to one running platform',
    advice: 'Use that platform, or end it first.',
  });
}

/** Writes a control file that only this user can read; a reader sees the old file or the new one, never a part. */
export function writeControlFile(file: string, content: ControlFile): void {
  const draft = `${file}.${process.pid}`;
  try {
    rmSync(draft, { force: true });
    writeFileSync(draft, JSON.stringify(content), { mode: 0o600, flag: 'wx' });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    const reason = reasonOf(error);
    throw new Refusal(
      `The control file ${file} cannot be written: ${reason}.`,
      { rule: 'the control file is in a folder that can be written', advice: 'Choose another file.' },
      { cause: error },
    );
  }
}

/** Removes a control file, unless another platform has written it meanwhile. */
export async function removeControlFile(file: string, content: ControlFile): Promise<void> {
  const found = await readControlFile(file);
  if (found?.key === content.key) rmSync(file, { force: true });
}

/** A process ID may have passed to another program, so the socket is asked instead. */
async function answers(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
