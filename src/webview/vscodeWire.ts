import type { Wire, WireEars } from '../rpc/wire.ts';
import type { VscodeApi } from './vscodeApi.ts';

/** A wire to the extension host, as the page of a webview sees it. It lasts as long as the page. */
export class VscodeWire implements Wire {
  readonly #api: VscodeApi;
  #listener: ((event: MessageEvent<unknown>) => void) | undefined;

  constructor(api: VscodeApi) {
    this.#api = api;
  }

  open(ears: WireEars): void {
    this.#listener = ({ data }) => {
      if (typeof data === 'object' && data !== null) ears.frame(data);
    };
    window.addEventListener('message', this.#listener);
  }

  send(frame: unknown): void {
    if (this.#listener !== undefined) this.#api.postMessage(frame);
  }

  close(): void {
    if (this.#listener !== undefined) window.removeEventListener('message', this.#listener);
    this.#listener = undefined;
  }
}
