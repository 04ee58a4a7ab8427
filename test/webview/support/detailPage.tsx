import { render } from 'preact';
import type { LogMessage } from '../../../src/rpc/log/traffic.ts';
import { Detail } from '../../../src/webview/log/detail/detail.tsx';
import type { DetailActions } from '../../../src/webview/log/detail/detailActions.ts';
import type { TabChoices } from '../../../src/webview/log/detail/payloadTabs.ts';
import { installFakeVscode, type FakeTheme } from './fakeVscode.ts';

/** What the page shows and what its reader did. */
export interface DetailPage {
  readonly copied: { readonly text: string; readonly what: string }[];
  readonly ran: (readonly [command: string, seq: number])[];
  tabs: TabChoices;
  /** Shows a message; its payload is text or bytes. */
  show(message: Omit<LogMessage, 'payload'>, payload: string | readonly number[]): void;
}

declare global {
  var detailPage: DetailPage;
  var detailTheme: FakeTheme | undefined;
}

/** The detail alone, without the list beside it. */
installFakeVscode(globalThis.detailTheme);
document.body.classList.add(globalThis.detailTheme?.bodyClass ?? 'vscode-dark');
const root = document.getElementById('log');
const section = document.createElement('section');
section.className = 'detail';
section.ariaLabel = 'Message detail';
section.style.height = '100%';
root?.append(section);

let message: LogMessage | undefined;
const actions: DetailActions = {
  close: () => undefined,
  select: () => undefined,
  copy: (text, what) => void globalThis.detailPage.copied.push({ text, what }),
  show: (form, tab) => {
    globalThis.detailPage.tabs = { ...globalThis.detailPage.tabs, [form]: tab };
    draw();
  },
  register: () => undefined,
  answer: () => undefined,
  run: (command, seq) => void globalThis.detailPage.ran.push([command, seq]),
};

function draw(): void {
  if (message === undefined) return;
  const opened = { seq: message.seq, message };
  render(<Detail opened={opened} waits={undefined} tabs={globalThis.detailPage.tabs} actions={actions} />, section);
}

globalThis.detailPage = {
  copied: [],
  ran: [],
  tabs: {},
  show: (shown, payload) => {
    message = { ...shown, payload: typeof payload === 'string' ? new TextEncoder().encode(payload) : Uint8Array.from(payload) };
    draw();
  },
};
