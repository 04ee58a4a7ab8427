import type { Browser, BrowserContextOptions, LaunchOptions, Page } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';
import { bundleForPage, bundleViews, type Bundle } from './bundle.ts';
import type { FakeHostSettings } from './fakeHost.ts';
import { LogDriver } from './logDriver.ts';
import { servePage, type PageServer, type ViewName } from './pageServer.ts';

/** A log view in a page of its own. */
export interface StagedLog {
  readonly log: LogDriver;
  readonly complaints: StagedPage['complaints'];
}

/** A page of ours, opened. */
export interface StagedPage {
  readonly page: Page;
  /** What the page complained of: errors, warnings, dialogs and violations of its security policy. */
  readonly complaints: readonly string[];
}

/** Where our views stand before fake hosts: a browser and the built views. */
export class Stage {
  readonly #browser: Browser;
  readonly #bundle: Bundle;
  readonly #server: PageServer;
  readonly #fakeHost: string;

  private constructor(browser: Browser, bundle: Bundle, server: PageServer, fakeHost: string) {
    this.#browser = browser;
    this.#bundle = bundle;
    this.#server = server;
    this.#fakeHost = fakeHost;
  }

  /** `fakeHost` is the module of this folder that stands for the extension host. */
  static async open(launch: LaunchOptions = {}, fakeHost = 'fakeHost.ts'): Promise<Stage> {
    const [browser, bundle, code] = await Promise.all([launchChromium(launch), bundleViews(), bundleForPage(fakeHost)]);
    return new Stage(browser, bundle, await servePage(bundle.folder), code);
  }

  /** Opens a log view before a fake host. `prelude` is code that the page runs before everything else. */
  async show(settings: FakeHostSettings, context: BrowserContextOptions = {}, prelude = ''): Promise<StagedLog> {
    const settled = `${prelude};globalThis.fakeHostSettings = ${JSON.stringify(settings)}`;
    const { page, complaints } = await this.page('trafficLog', settled, context);
    return { log: new LogDriver(page), complaints };
  }

  /** Opens a view of ours before the fake host. */
  async page(view: ViewName, prelude: string, context: BrowserContextOptions = {}): Promise<StagedPage> {
    const page = await this.#browser.newPage({ viewport: { width: 1280, height: 600 }, ...context });
    const complaints = collectComplaints(page);
    await page.addInitScript({ content: `${prelude};${this.#fakeHost}` });
    await page.goto(`${this.#server.url}/${view}`);
    return { page, complaints };
  }

  async dispose(): Promise<void> {
    await this.#browser.close();
    this.#server.dispose();
    await this.#bundle.dispose();
  }
}

function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return complaints;
}
