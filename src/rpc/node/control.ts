import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import type { ControlAddress } from '../engineContract.ts';
import { SocketWire } from './socketWire.ts';

/** What a platform writes into its control file. */
export interface ControlFile extends ControlAddress {
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
 * Connects to a platform's control socket and shows the key, which has to be the very first frame.
 * @throws Error when nobody listens there any more.
 */
export function dialControl(address: ControlAddress): Promise<SocketWire> {
  return new Promise((resolve, reject) => {
    const socket = connect(address.path);
    const failed = (cause: Error): void => reject(new Error('The platform’s control socket does not answer', { cause }));
    socket.once('error', failed);
    socket.once('connect', () => {
      socket.off('error', failed);
      const wire = new SocketWire(socket);
      wire.send({ key: address.key });
      resolve(wire);
    });
  });
}

function isControlFile(content: unknown): content is ControlFile {
  if (typeof content !== 'object' || content === null) return false;
  const { path, key, pid, instanceId } = content as Partial<ControlFile>;
  return typeof path === 'string' && typeof key === 'string' && typeof pid === 'number' && typeof instanceId === 'string';
}
