import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

const pageBytes = 16_384;

/** Overwrites pages of a log's file that hold a text, as a failing disk would, and gives how many there were. */
export function damagePages(file: string, text: string | Buffer, most = Number.POSITIVE_INFINITY): number {
  const bytes = readFileSync(file);
  const open = openSync(file, 'r+');
  let damaged = 0;
  for (let at = 0; at < bytes.byteLength && damaged < most; at += pageBytes) {
    if (!bytes.subarray(at, at + pageBytes).includes(text)) continue;
    writeSync(open, Buffer.alloc(pageBytes, 0xff), 0, pageBytes, at);
    damaged++;
  }
  closeSync(open);
  return damaged;
}
