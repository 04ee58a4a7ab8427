import { readFile } from 'node:fs/promises';
import { launchChromium } from '../chromium.ts';
import type { Counts } from '../counts.ts';
import { projectRoot } from '../projectPaths.ts';
import { quietSettings } from '../quietSettings.ts';
import { startVSCodeServer } from '../vscodeServer.ts';
import { prepareHostTests, type HostTests } from './hostTests.ts';

export interface HostReport {
  readonly counts: Counts;
  /** What the spec reporter has to say. */
  readonly text: string;
}

const longestRun = 10 * 60_000;

/** Runs `test/host/**` inside the extension host of VS Code's server, with the extension run from `dist/`. */
export async function runHostTests(): Promise<HostReport> {
  const tests = await prepareHostTests();
  const server = await startVSCodeServer({ userDataDir: tests.userDataDir, settings: quietSettings, smokeTestDriver: true });
  try {
    const page = server.url({ folder: tests.workspace, development: projectRoot, tests: tests.entry });
    const said = await openUntilExit(page);
    return await readReport(tests, said);
  } finally {
    await server.dispose();
  }
}

/**
 * What a run left behind.
 * @throws Error with the last lines that VS Code said where the run ended before its report was written.
 */
export async function readReport(tests: HostTests, said: readonly string[]): Promise<HostReport> {
  const counts = await readFile(tests.countsFile, 'utf8').catch(() => undefined);
  if (counts === undefined) throw new Error(`The tests ended without a report. VS Code said last:\n${said.slice(-60).join('\n')}`);
  return { counts: JSON.parse(counts) as Counts, text: await readFile(tests.reportFile, 'utf8') };
}

/** Opens the page and keeps it open until VS Code says that the tests have ended. Resolves with what it logged. */
export async function openUntilExit(address: string): Promise<string[]> {
  const browser = await launchChromium();
  const said: string[] = [];
  try {
    const page = await browser.newPage();
    const ended = Promise.withResolvers<void>();
    const giveUp = setTimeout(() => ended.resolve(), longestRun);
    // VS Code's page calls these two by name when it runs tests.
    await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => void said.push(`${type} ${args.join(' ')}`));
    await page.exposeFunction('codeAutomationExit', () => ended.resolve());
    page.once('crash', () => ended.resolve());
    await page.goto(address);
    await ended.promise;
    clearTimeout(giveUp);
    return said;
  } finally {
    await browser.close();
  }
}
