import type { Wire } from '../../../src/rpc/wire.ts';
import type { VscodeApi } from '../../../src/webview/vscodeApi.ts';

/** Color theme variables by name, and the class that VS Code gives the body with them. */
export interface FakeTheme {
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Puts VS Code's part into a page and gives the host's end of the wire. Frames go to the page as events of the window,
 * copied and later, as they do in VS Code.
 */
export function installFakeVscode(theme: FakeTheme | undefined): Wire {
  let hear: (frame: unknown) => void = () => undefined;
  const api: VscodeApi = {
    postMessage: (frame) => {
      const copy: unknown = structuredClone(frame);
      setTimeout(() => hear(copy));
    },
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') as unknown,
    setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
  };
  globalThis.acquireVsCodeApi = () => api;
  document.addEventListener('DOMContentLoaded', () => {
    const root = document.documentElement;
    for (const [name, value] of Object.entries(theme?.variables ?? {})) root.style.setProperty(name, value);
    // A webview is transparent, and stands before this.
    root.style.background = 'var(--vscode-editor-background)';
    document.body.classList.add(theme?.bodyClass ?? 'vscode-dark');
  });
  return {
    open: (ears) => void (hear = (frame) => ears.frame(frame)),
    send: (frame) => window.postMessage(frame),
    close: () => undefined,
  };
}
