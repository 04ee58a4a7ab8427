import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import type { ControlAddress, LocalControl } from '../engineContract.ts';
import { dialRemote } from './remoteControl.ts';
import { SocketWire } from './socketWire.ts';

/** What a platform writes into its control file: where its socket is, the key, and which platform it is. */
export interface ControlFile extends LocalControl {
  readonly pid: number;
  readonly instanceId: string;
}

/** Reads a control file; `undefined` when there is none or it is not one. */
export async function readControlFile(file: string): Promise<ControlFile | undefined> {
  try {
    const content: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isControlFile(content) ? content : undefined;
  } catch {
    // No platform has written one, or it is just being replaced: the same to a reader.
    return undefined;
  }
}

/**
 * Connects to a platform and shows the key, which has to be the very first frame.
 * @throws Error when nobody listens at a local address any more.
 * @throws Refusal when a platform elsewhere cannot be reached, is another one than the key is for, or does not take the key.
 */
export function dialControl(address: ControlAddress): Promise<SocketWire> {
  return 'url' in address ? dialRemote(address) : dialLocal(address);
}

function dialLocal({ path, key }: LocalControl): Promise<SocketWire> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    const failed = (cause: Error): void => reject(new Error('The platform’s control socket does not answer', { cause }));
    socket.once('error', failed);
    socket.once('connect', () => {
      socket.off('error', failed);
      const wire = new SocketWire(socket);
      wire.send({ key });
      resolve(wire);
    });
  });
}

function isControlFile(content: unknown): content is ControlFile {
  if (typeof content !== 'object' || content === null) return false;
  const { path, key, pid, instanceId } = content as Partial<ControlFile>;
  return typeof path === 'string' && typeof key === 'string' && typeof pid === 'number' && typeof instanceId === 'string';
}
