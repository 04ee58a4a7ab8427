import { once } from 'node:events';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { readControlFile, type ControlFile } from '../../rpc/node/control.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { reasonOf } from '../reasonOf.ts';

/** What a control file says, when the platform that wrote it is alive. */
export async function livePlatform(file: string): Promise<ControlFile | undefined> {
  const content = await readControlFile(file);
  return content !== undefined && (await answers(content.path)) ? content : undefined;
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
