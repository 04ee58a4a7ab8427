import { systemClock } from '../platform/clock.ts';
import { lintJudge } from '../platform/judge.ts';
import type { Listening } from '../platform/listener.ts';
import { Platform } from '../platform/platform.ts';
import { openRegistry } from '../platform/registry/openRegistry.ts';
import type { Registry } from '../platform/registry/registry.ts';
import { expectNoLivePlatform } from './controlFile.ts';
import { serveControl } from './controlService.ts';
import { happened, happenedText } from './eventReport.ts';
import { exitCode, type ExitCode } from './exitCode.ts';
import { applyRegistryFile, createFirstEntries, type Issued } from './fillRegistry.ts';
import type { Outputs } from './outputs.ts';
import { readPlatformOptions, type PlatformOptions } from './platformOptions.ts';
import { readyLine, readyText } from './readyReport.ts';
import { readRegistryFile } from './registryFile.ts';

/**
 * `wiotp platform`: runs the embedded platform until a signal, a call on the control socket or the end of its
 * linger time ends it.
 * @throws Refusal for wrong usage, and when the platform cannot begin.
 */
export async function platformCommand(args: readonly string[], outputs: Outputs): Promise<ExitCode> {
  await serve(readPlatformOptions(args), outputs);
  return exitCode.fine;
}

async function serve(options: PlatformOptions, outputs: Outputs): Promise<void> {
  const { controlFile } = options;
  if (controlFile !== undefined) await expectNoLivePlatform(controlFile);
  const { registry, issued } = prepareRegistry(options, outputs);
  const failed = (error: unknown): void => outputs.err.write(() => `Defect: ${error instanceof Error ? error.stack : String(error)}`);
  const platform = new Platform({ registry, judge: lintJudge, clock: systemClock, failed });
  const listening = await platform.listen(options.host, options.port);
  // The last line of defence: whatever one client makes us do wrong, the others keep their platform.
  process.on('uncaughtException', failed);
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end());
  const info = { instanceId: registry.instanceId, org: registry.org, ...listening, pid: process.pid };
  const closeControl =
    controlFile === undefined
      ? undefined
      : await serveControl({ file: controlFile, lingerSeconds: options.lingerSeconds, platform, info, end });
  warn(options, listening, outputs);
  report(options, { platform, registry, listening, issued }, outputs);
  await ended;
  await platform.close();
  await closeControl?.();
}

function prepareRegistry(options: PlatformOptions, outputs: Outputs): { registry: Registry; issued: Issued } {
  const file = options.registryFile === undefined ? undefined : readRegistryFile(options.registryFile, process.env);
  for (const notice of file?.notices ?? []) outputs.err.write(() => notice);
  const registry = openRegistry(options.dataFolder, file?.org);
  if (file !== undefined) return { registry, issued: applyRegistryFile(registry, file) };
  // A window that controls the platform registers its devices itself, and keeps their tokens.
  const bare = registry.created && options.controlFile === undefined;
  return { registry, issued: bare ? createFirstEntries(registry) : { devices: [], apiKeys: [] } };
}

function warn({ host }: PlatformOptions, { port, wantedPort }: Listening, { err }: Outputs): void {
  if (wantedPort !== undefined) {
    err.write(
      () => `Port ${wantedPort} is taken; the platform listens on ${port}. Clients must be told: some SDKs only know the standard port.`,
    );
  }
  if (!isLoopback(host)) {
    err.write(() => `Warning: ${host} can be reached from other machines, and tokens and messages cross the network in plain text.`);
  }
}

interface Running {
  readonly platform: Platform;
  readonly registry: Registry;
  readonly listening: Listening;
  readonly issued: Issued;
}

function report({ json }: PlatformOptions, { platform, registry, listening, issued }: Running, { out }: Outputs): void {
  out.write(() => (json ? readyLine : readyText)(registry, listening, issued));
  const stop = platform.journal.follow((record) => {
    if (out.closed) return stop();
    const line = happened(record);
    if (line !== undefined) out.write(() => (json ? JSON.stringify(line) : happenedText(line)));
  });
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
