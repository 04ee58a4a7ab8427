/** What VS Code gives the page of a webview. It can be taken once. */
export interface VscodeApi {
  postMessage(message: unknown): void;
  /** What was kept last, also by an earlier page of the same view. */
  getState(): unknown;
  /** Keeps plain data for the next page of the same view. */
  setState(state: unknown): void;
}

declare global {
  function acquireVsCodeApi(): VscodeApi;
}
