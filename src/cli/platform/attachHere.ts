import type { PortWish } from '../../platform/ports/portWish.ts';
import { Caller } from '../../rpc/caller.ts';
import type { Listener } from '../../rpc/contract.ts';
import { dialControl, type ControlFile } from '../../rpc/node/control.ts';
import type { PlatformCalls, PlatformInfo, PlatformNews } from '../../rpc/platformContract.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import type { Outputs } from '../outputs.ts';
import { EventReport } from './eventReport.ts';
import type { PlatformOptions } from './platformOptions.ts';
import { readyLine, readyText } from './readyReport.ts';
import { nextSignal } from './signals.ts';

/** How long the platform may take to say what it is, in milliseconds: one that was stopped never does. */
const timeoutMs = 5000;

/**
 * Shows what happens on a platform that runs already, until a signal or until it ends, and never ends it itself.
 * @throws Refusal when it does not answer any more, and when it does not listen on a port that was given.
 */
export async function attachHere(found: ControlFile, options: PlatformOptions, { out, err }: Outputs): Promise<ExitCode> {
  const { json, shaping } = options;
  const signal = nextSignal();
  const { promise: gone, resolve: over } = Promise.withResolvers<ExitCode>();
  const report = new EventReport(out, json);
  let wanted = false;
  const hear: Listener<PlatformNews> = {
    traffic: (records, dropped) => {
      report.lost(dropped);
      for (const record of records) report.take(record);
    },
    ending: () => (wanted = true),
    info: ignore,
    devices: ignore,
    applications: ignore,
    images: ignore,
    attempts: ignore,
  };
  const ended = (): void => over(wanted ? exitCode.fine : exitCode.unusable);
  const wire = await dialControl(found).catch((error: unknown) => Promise.reject(justEnded(error)));
  const caller = new Caller<PlatformCalls, PlatformNews>(wire, { name: 'the embedded platform', hear, ended, timeoutMs });
  caller.start();
  const first = Promise.all([caller.ask('describe'), caller.ask('devices'), caller.ask('apiKeys')]);
  const [info, devices, apiKeys] = await first.catch((error: unknown) => Promise.reject(justEnded(error)));
  const wrong = wrongPort(info, options);
  if (wrong !== undefined) {
    caller.dispose();
    throw wrong;
  }
  if (shaping.length > 0) {
    err.write(() => `The platform runs already, with the process ID ${info.pid}; it takes no notice of ${shaping.join(', ')}.`);
  }
  out.write(() => (json ? readyLine : readyText)({ info, devices, apiKeys, issued: { devices: [], apiKeys: [] }, attached: true }));
  // It fails only when the platform ends, of which `ended` hears.
  caller.ask('watchTraffic').catch(ignore);
  const code = await Promise.race([gone, signal, out.readerGone.then(() => undefined)]);
  caller.dispose();
  if (code === undefined) err.write(() => `The platform of the organisation ${info.org} runs on.`);
  else err.write(() => (wanted ? 'The platform was ended.' : 'The platform does not run any more, although nobody ended it.'));
  return code ?? exitCode.fine;
}

/** A port that was given is that port, also of a platform that runs. */
function wrongPort({ listeners, pid }: PlatformInfo, { port, tlsPort, httpsPort, quickstartPort }: PlatformOptions): Refusal | undefined {
  const full = listeners.filter(({ service }) => service === 'full');
  const given = [
    { option: '--port', port: exact(port), among: full.filter(({ secure }) => !secure) },
    { option: '--tls-port', port: exact(tlsPort), among: full.filter(({ secure }) => secure) },
    { option: '--https-port', port: httpsPort, among: full.filter(({ secure }) => secure) },
    { option: '--quickstart-port', port: quickstartPort, among: listeners.filter(({ service }) => service === 'quickstart') },
  ];
  const missing = given.find(
    ({ port: wanted, among }) => wanted !== undefined && wanted !== 0 && !among.some((one) => one.port === wanted),
  );
  if (missing === undefined) return undefined;
  const there = missing.among.map((one) => one.port).join(' and ');
  return new Refusal(
    `The embedded platform with the process ID ${pid} runs already, and does not listen on what ${missing.option} gives, ${missing.port}${there === '' ? '' : `, but on ${there}`}.`,
    { rule: 'a port that is given is taken, or nothing is', advice: `End that platform first, or leave ${missing.option} out.` },
  );
}

function exact(wish: PortWish | undefined): number | undefined {
  return wish?.orAnother === false ? wish.port : undefined;
}

function justEnded(cause: unknown): Refusal {
  return new Refusal(
    'The embedded platform that runs does not answer.',
    {
      rule: 'one platform serves a user',
      advice: 'It may have ended just now: start again. Otherwise ask for one of your own with --port.',
    },
    { cause },
  );
}

function ignore(): void {}
