import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ImageTransfer } from '../../rpc/device/imageState.ts';
import type { Clock } from '../../rpc/node/clock.ts';
import { isRefusal } from '../../wiotp/refusal.ts';
import type { Faults } from '../faults/faults.ts';
import type { Link } from '../ports/link.ts';
import type { Image } from './image.ts';
import { CutShort } from './cutShort.ts';
import { imageFault } from './imageFaults.ts';
import { refuseTransfer } from './refuseTransfer.ts';
import { transfer } from './transfer.ts';

/** What transfers work with. */
export interface TransferSurroundings {
  readonly faults: Faults;
  readonly clock: Clock;
  /** Called whenever one got further. */
  readonly changed: () => void;
}

/** How many may run at once. */
const mostRunning = 100;

/** What a reader says about itself is shown to people. */
const longestHeader = 200;

/** Answers requests for images, several at once. */
export class Transfers {
  readonly #surroundings: TransferSurroundings;
  readonly #running = new Set<ServerResponse>();

  constructor(surroundings: TransferSurroundings) {
    this.#surroundings = surroundings;
  }

  /** Answers one request; without an image with 404. */
  answer(image: Image | undefined, request: IncomingMessage, response: ServerResponse, link: Link): void {
    // What goes wrong with the connection is seen at its end.
    response.on('error', () => undefined);
    if (image === undefined) return refuseTransfer(response, 404, 'There is no such image, or it is no longer served.');
    const { faults, clock, changed } = this.#surroundings;
    const change = image.track({
      ...asked(request, link),
      sent: 0,
      total: image.source.size,
      status: 0,
      state: 'running',
      time: clock.now(),
    });
    const tell = (news: Partial<ImageTransfer>): void => {
      change(news);
      changed();
    };
    const refused = (status: number, why: string, headers: Record<string, string> = {}): void => {
      tell({ status, state: 'refused' });
      refuseTransfer(response, status, why, headers);
    };
    const fault = imageFault(faults, image);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refused(405, 'Images can only be read.', { allow: 'GET, HEAD' });
    if (fault?.kind === 'missing') return refused(404, 'The image is missing: a fault that was injected.');
    if (this.#running.size >= mostRunning) return refused(503, `${mostRunning} transfers run already.`, { 'retry-after': '5' });
    this.#running.add(response);
    response.once('close', () => this.#running.delete(response));
    transfer({ image, fault, request, response, clock, tell, refused }).catch((error: unknown) => {
      if (isRefusal(error) && !response.headersSent) return refused(error.code ?? 500, error.message);
      tell({ state: error instanceof CutShort ? 'cut' : 'left' });
      response.destroy();
    });
  }

  /** Breaks off everything that runs. */
  dispose(): void {
    for (const response of this.#running) response.destroy();
  }
}

function asked({ headers }: IncomingMessage, { peer }: Link): Pick<ImageTransfer, 'peer' | 'userAgent' | 'range'> {
  const [userAgent = '', range = ''] = [headers['user-agent']?.slice(0, longestHeader), headers.range?.slice(0, longestHeader)];
  return { peer, userAgent, range };
}
