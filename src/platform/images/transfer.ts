import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { ImageFault } from '../../rpc/device/faultState.ts';
import type { ImageTransfer } from '../../rpc/device/imageState.ts';
import type { Clock } from '../../rpc/node/clock.ts';
import { parseRange, type ByteRange } from './byteRange.ts';
import type { Image } from './image.ts';
import { CutShort } from './cutShort.ts';
import { excess } from './imageFaults.ts';
import type { OpenImage } from './imageSource.ts';
import { sendBytes } from './sendBytes.ts';

/** One request for an image and what answers it. */
export interface Exchange {
  readonly image: Image;
  readonly fault: ImageFault | undefined;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly clock: Clock;
  /** Tells how far it is. */
  readonly tell: (news: Partial<ImageTransfer>) => void;
  /** Answers with an error. */
  readonly refused: (status: number, why: string, headers?: Record<string, string>) => void;
}

/**
 * Answers one GET or HEAD (RFC 9110, 14: single ranges).
 * @throws Refusal before anything was sent, when the file is gone or changed; CutShort when the platform breaks
 * it off, Error when the reader has gone.
 */
export async function transfer(exchange: Exchange): Promise<void> {
  const { image, fault, request, response, tell, refused } = exchange;
  const { size } = image.source;
  const common = { 'accept-ranges': 'bytes', etag: image.etag, 'cache-control': 'no-store' };
  const range = fault?.kind === 'oversize' ? undefined : wantedRange(request, image);
  if (range === 'unsatisfiable') return refused(416, `The image has ${size} bytes.`, { ...common, 'content-range': `bytes */${size}` });
  const opened = await image.source.open();
  try {
    const { start, end } = range ?? { start: 0, end: size };
    const behind = excess(fault);
    const status = range === undefined ? 200 : 206;
    const total = end - start + behind.length;
    tell({ status, total });
    response.writeHead(status, {
      ...common,
      'content-type': 'application/octet-stream',
      'content-length': total,
      ...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end - 1}/${size}` }),
    });
    if (request.method === 'GET') await sendBody(exchange, opened, { start, end }, behind);
    if (response.destroyed) return;
    await finish(response);
    tell({ state: 'done' });
  } finally {
    await opened.close();
  }
}

async function sendBody(exchange: Exchange, opened: OpenImage, { start, end }: ByteRange, behind: Buffer): Promise<void> {
  const { image, fault, response, clock, tell } = exchange;
  let sent = 0;
  const left = (bytes: number): void => {
    sent += bytes;
    image.reached(start + sent);
    tell({ sent });
  };
  const wish = { clock, left, ...(fault?.kind === 'slow' ? { bytesPerSecond: fault.bytesPerSecond } : {}) };
  const stop = fault?.kind === 'cut' ? start + Math.floor(((end - start) * fault.percent) / 100) : end;
  image.reached(start);
  await sendBytes(response, opened.read(start, stop), wish);
  if (fault?.kind === 'cut') throw new CutShort('The image is cut: a fault that was injected.');
  if (sent < end - start) throw new CutShort('The file became shorter while it was sent.');
  if (behind.length > 0) await sendBytes(response, Readable.from([behind], { objectMode: false }), wish);
}

/** Without the right entity tag in `If-Range`, a range of another content is not wanted. */
function wantedRange({ headers }: IncomingMessage, image: Image): ByteRange | 'unsatisfiable' | undefined {
  const condition = headers['if-range'];
  return condition === undefined || condition === image.etag ? parseRange(headers.range, image.source.size) : undefined;
}

/** Ends the response, once everything has left. */
function finish(response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    response.once('close', () => (response.writableFinished ? resolve() : reject(new Error('The reader has gone'))));
    response.end(resolve);
  });
}
