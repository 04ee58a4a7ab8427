import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import type { Browser, Locator, Page } from 'playwright-core';
import type { LogMessage } from '../../../src/rpc/log/traffic.ts';
import { launchChromium } from '../../support/chromium.ts';
import { projectPath } from '../../support/projectPaths.ts';
import { bundleForPage } from './bundle.ts';
import type { DetailPage } from './detailPage.tsx';
import type { FakeTheme } from './fakeVscode.ts';
import { servePage, type PageServer } from './pageServer.ts';

/** What a test says about a message; the rest is filled in. */
export type DetailMessage = Partial<Omit<LogMessage, 'payload'>> & { readonly payload?: string | readonly number[] };

/** A reader in front of the detail alone. */
export class DetailDriver {
  readonly page: Page;
  readonly tree: Locator;
  readonly panel: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tree = page.getByRole('tree');
    this.panel = page.getByRole('tabpanel');
  }

  async show({ payload = '', ...message }: DetailMessage): Promise<void> {
    const size = typeof payload === 'string' ? new TextEncoder().encode(payload).length : payload.length;
    const whole = { ...plain, topic: '', size, ...message };
    await this.page.evaluate(([shown, bytes]) => globalThis.detailPage.show(shown, bytes), [whole, payload] as const);
  }

  tab(name: string): Locator {
    return this.page.getByRole('tab', { name, exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The row of the tree that the keys act on, as a screen reader has it. */
  async active(): Promise<string> {
    const id = (await this.tree.getAttribute('aria-activedescendant')) ?? '';
    return ((await this.page.locator(`[id="${id}"]`).textContent()) ?? '').trim();
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** What the page noted about its reader. */
  noted<K extends 'copied' | 'ran' | 'tabs'>(what: K): Promise<DetailPage[K]> {
    return this.page.evaluate((name) => globalThis.detailPage[name], what) as Promise<DetailPage[K]>;
  }
}

const plain: Omit<LogMessage, 'payload' | 'size'> = {
  seq: 7,
  time: Date.UTC(2026, 2, 1, 9, 30),
  clientId: 'd:abc123:thermostat:t-100',
  at: 'session',
  direction: 'up',
  topic: '',
  preview: '',
  problems: 0,
  qos: 0,
  retain: false,
  dup: false,
  findings: [],
};

/** A test before the detail of a message. It fails as well when the page complains of anything. */
export type DetailTest = (name: string, message: DetailMessage, run: (detail: DetailDriver) => Promise<void>, theme?: FakeTheme) => void;

/** Sets up one browser for the tests of a file, and takes it down after them. */
export function detailTests(): DetailTest {
  let browser: Browser;
  let folder: string;
  let server: PageServer;
  before(async () => {
    browser = await launchChromium({});
    folder = await mkdtemp(path.join(os.tmpdir(), 'wiotp-detail-'));
    await build({
      entryPoints: [projectPath('src', 'webview', 'trafficLog.css')],
      bundle: true,
      outdir: folder,
      logLevel: 'silent',
    });
    // In the place of the log view's script, so that the page and its policy are the real ones.
    await writeFile(path.join(folder, 'trafficLog.js'), await bundleForPage('detailPage.tsx'));
    for (const name of ['codicon.css', 'codicon.ttf'])
      await copyFile(projectPath('node_modules', '@vscode', 'codicons', 'dist', name), path.join(folder, name));
    server = await servePage(folder);
  });
  after(async () => {
    await browser.close();
    server.dispose();
    await rm(folder, { recursive: true });
  });
  return (name, message, run, theme) =>
    void test(name, async () => {
      const page = await browser.newPage({ viewport: { width: 640, height: 700 } });
      const complaints: string[] = [];
      page.on('console', (said) => {
        if (said.type() === 'error' || said.type() === 'warning') complaints.push(said.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await page.addInitScript({ content: `globalThis.detailTheme = ${JSON.stringify(theme)}` });
      await page.goto(`${server.url}/trafficLog`);
      const detail = new DetailDriver(page);
      await detail.show(message);
      await run(detail);
      await page.close();
      assert.deepEqual(complaints, []);
    });
}
