import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { quietSettings } from './quietSettings.ts';
import { startVSCodeServer, type PageOptions, type ServerOptions, type VSCodeServer } from './vscodeServer.ts';
import { Dialog } from './workbench/dialog.ts';
import { EditorArea } from './workbench/editorArea.ts';
import { Notifications } from './workbench/notifications.ts';
import { until } from './until.ts';
import { ProblemsPanel } from './workbench/problemsPanel.ts';
import { QuickInput } from './workbench/quickInput.ts';
import { TreeView } from './workbench/treeView.ts';

export interface WorkbenchOptions {
  /** The folder that is open; none without it. */
  readonly folder?: string;
  /** Instead, a `.code-workspace` file with several folders. */
  readonly workspace?: string;
  /** The packed extension that is installed, as a user does. */
  readonly vsix?: string;
  /** Instead, an extension that is run from its folder. VS Code then shows no notifications. */
  readonly development?: string;
  /** Added to settings that keep VS Code quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

interface WorkbenchParts {
  readonly home: string;
  readonly server: VSCodeServer;
  readonly started: ServerOptions;
  readonly shown: PageOptions;
  readonly browser: Browser;
  readonly page: Page;
}

const viewport = { width: 1280, height: 800 };

/** A real VS Code workbench on the screen of a headless Chromium, with a profile of its own, as a user sees it. */
export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly dialog: Dialog;
  readonly editor: EditorArea;
  readonly problems: ProblemsPanel;
  /** What our extension wrote as errors to the console, in the extension host or in a page of its own. */
  readonly errors: string[] = [];
  readonly #browser: Browser;
  readonly #started: ServerOptions;
  readonly #shown: PageOptions;
  #server: VSCodeServer;
  /** Everything that VS Code and its extensions write for this user is below this folder. */
  readonly home: string;

  /** Resolves when the workbench is on the screen. The caller disposes of it. */
  static async open(options: WorkbenchOptions): Promise<Workbench> {
    const { folder, workspace: folders, vsix, development, settings } = options;
    const home = await mkdtemp(path.join(tmpdir(), 'wiotp-workbench-'));
    const started: ServerOptions = {
      userDataDir: path.join(home, 'data'),
      extensionsDir: path.join(home, 'extensions'),
      settings: { ...quietSettings, ...settings },
      smokeTestDriver: development !== undefined,
      ...(vsix === undefined ? {} : { installVsix: vsix }),
    };
    const shown: PageOptions = {
      ...(folder === undefined ? {} : { folder }),
      ...(folders === undefined ? {} : { workspace: folders }),
      ...(development === undefined ? {} : { development }),
    };
    const server = await startVSCodeServer(started);
    const browser = await launchChromium();
    const page = await browser.newPage({ viewport });
    const workbench = new Workbench({ home, server, started, shown, browser, page });
    try {
      page.on('console', (message) => workbench.#note(message.type(), `${message.text()} ${message.location().url}`));
      page.on('pageerror', (error) => workbench.#note('error', error.stack ?? error.message));
      await page.goto(server.url(shown));
      await workbench.#ready();
      return workbench;
    } catch (error) {
      await workbench.dispose();
      throw error;
    }
  }

  private constructor({ home, server, started, shown, browser, page }: WorkbenchParts) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.dialog = new Dialog(page);
    this.editor = new EditorArea(page, this.quickInput);
    this.problems = new ProblemsPanel(page, this.quickInput);
    this.home = home;
    this.#server = server;
    this.#started = started;
    this.#shown = shown;
    this.#browser = browser;
  }

  /** Runs a command by its title from the command palette. */
  async run(command: string): Promise<void> {
    await this.quickInput.runCommand(command);
  }

  /** Shows a view container by the title of its icon in the activity bar. */
  async show(container: string): Promise<void> {
    const icon = this.#icon(container);
    const title = this.page.locator('.part.sidebar .composite.title', { hasText: container });
    // A window that is just restoring its side bar takes a click for the wish to hide it.
    await until(`${container} to be shown`, async () => {
      if (await title.isVisible()) return true;
      if ((await icon.getAttribute('aria-expanded')) !== 'true') await icon.click();
      await title.waitFor({ timeout: 5_000 }).catch(() => undefined);
      return undefined;
    });
  }

  tree(view: string): TreeView {
    return new TreeView(this.page, view);
  }

  /** An item of the status bar by a text in it. */
  status(text: string | RegExp): Locator {
    return this.page.locator('.statusbar .statusbar-item').filter({ hasText: text });
  }

  /** The page inside the webview that is shown; where the panel and an editor show one each, that of `where`. */
  webview(where?: 'panel' | 'editor'): FrameLocator {
    // VS Code does not mark the page of a view that is shown again as one of a view; only where it stands is certain.
    const reaches = '.webview-overlay-outer';
    const which = where === undefined ? '' : where === 'panel' ? `${reaches}-bottom:not(${reaches}-top)` : `${reaches}-top`;
    return this.page.frameLocator(`${which} iframe.webview`).frameLocator('iframe#active-frame');
  }

  /** Reloads the window, as *Developer: Reload Window* does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.#ready();
  }

  /** Ends VS Code and starts it again for the same user, as from one day to the next. The browser stays: it keeps what windows remember. */
  async restart(): Promise<void> {
    // A page that just goes takes along what was not saved yet; a window that VS Code reloads saves everything first.
    const reloaded = this.page.waitForEvent('load');
    await this.run('Developer: Reload Window');
    await reloaded;
    await this.page.goto('about:blank');
    await this.#server.dispose();
    const { userDataDir, extensionsDir = '' } = this.#started;
    // What windows remember belongs to an address.
    this.#server = await startVSCodeServer({ userDataDir, extensionsDir, port: String(this.#server.port) });
    await this.page.goto(this.#server.url(this.#shown));
    await this.#ready();
  }

  async screenshot(file: string): Promise<void> {
    await this.page.screenshot({ path: file });
  }

  async dispose(): Promise<void> {
    await this.#browser.close();
    await this.#server.dispose();
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  async #ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
    await this.#icon('Device Workbench').waitFor();
  }

  #icon(container: string): Locator {
    return this.page.locator('.activitybar').getByRole('tab', { name: container });
  }

  #note(type: string, text: string): void {
    if (type === 'error' && /wiotp-workbench/.test(text)) this.errors.push(text);
  }
}
