import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ImageWish } from '../../rpc/device/imageState.ts';
import { Refusal } from '../../wiotp/refusal.ts';

/** Where the bytes of an image come from. */
export interface ImageSource {
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
  /** In hex. */
  readonly md5: string;
  /** What it needs in memory. */
  readonly heldBytes: number;
  /** Opens it for one reader. @throws Refusal with code 404 when the file is gone, 410 when it is another one now. */
  open(): Promise<OpenImage>;
}

/** An image that is being read. */
export interface OpenImage {
  /** The bytes from `start` up to but not including `end`. Ends early, or fails, when the file changes meanwhile. */
  read(start: number, end: number): Readable;
  close(): Promise<void>;
}

/** Reads an image once for its size and hashes. @throws Refusal when the file cannot be read. */
export async function openSource(source: ImageWish['source']): Promise<ImageSource> {
  return 'bytes' in source ? bytesSource(source.bytes.slice()) : fileSource(source.path);
}

async function bytesSource(bytes: Uint8Array): Promise<ImageSource> {
  const open = async (): Promise<OpenImage> => ({
    read: (start, end) => Readable.from([bytes.subarray(start, end)], { objectMode: false }),
    close: () => Promise.resolve(),
  });
  return { size: bytes.length, heldBytes: bytes.length, open, ...(await hash(Readable.from([bytes], { objectMode: false }))) };
}

async function fileSource(path: string): Promise<ImageSource> {
  const file = await openFile(path);
  try {
    const before = await identity(file);
    const hashes = await hash(file.createReadStream({ start: 0, autoClose: false }));
    if ((await identity(file)) !== before) throw changed(path);
    const { size } = await file.stat();
    return { size, heldBytes: 0, ...hashes, open: () => openAgain(path, before) };
  } finally {
    await file.close();
  }
}

async function openAgain(path: string, expected: string): Promise<OpenImage> {
  const file = await openFile(path);
  try {
    if ((await identity(file)) !== expected) throw changed(path);
  } catch (error) {
    await file.close();
    throw error;
  }
  return {
    read: (start, end) => (end > start ? file.createReadStream({ start, end: end - 1, autoClose: false }) : Readable.from([])),
    close: () => file.close(),
  };
}

async function openFile(path: string): Promise<FileHandle> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (cause) {
    const details = { rule: 'the image is a file that can be read', advice: 'Choose the file again.', code: 404 };
    throw new Refusal(`The image ${path} cannot be read.`, details, { cause });
  }
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new Refusal(`${path} is no file.`, { rule: 'the image is a file', advice: 'Choose a file.', code: 400 });
}

/** What another content of the file changes. */
async function identity(file: FileHandle): Promise<string> {
  const { dev, ino, size, mtimeNs } = await file.stat({ bigint: true });
  return [dev, ino, size, mtimeNs].join(' ');
}

async function hash(bytes: Readable): Promise<{ readonly sha256: string; readonly md5: string }> {
  const [sha256, md5] = [createHash('sha256'), createHash('md5')];
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    sha256.update(chunk);
    md5.update(chunk);
  }
  return { sha256: sha256.digest('hex'), md5: md5.digest('hex') };
}

function changed(path: string): Refusal {
  return new Refusal(`The file ${path} has changed since it began to be served.`, {
    rule: 'an image stays as it was announced',
    advice: 'Start the download again with the new file.',
    code: 410,
  });
}
