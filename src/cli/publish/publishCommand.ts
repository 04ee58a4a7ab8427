import { evicts } from '../../profiles/evicts.ts';
import { systemClock } from '../../rpc/node/clock.ts';
import { payloadRefusal, quickstartQosRefusal } from '../../wiotp/messageRefusal.ts';
import { isRefusal, refusalText } from '../../wiotp/refusal.ts';
import type { CommandContext } from '../commandContext.ts';
import { commandWords } from '../commandWords.ts';
import { hearingReasons } from '../connection/hearingReasons.ts';
import { readConnection, type CliConnection } from '../connection/readConnection.ts';
import { expectToken } from '../connection/readSecrets.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import { interruptibly } from '../interruption.ts';
import { printable } from '../../wiotp/printable.ts';
import { checkFirst, shownProblem } from './checkFirst.ts';
import { readPayloads, type Payloads } from './payloads.ts';
import { readPublishOptions, type PublishOptions } from './publishOptions.ts';
import { publishTopic } from './publishTopic.ts';
import { publishAll, type Published } from './publishAll.ts';

/** How often progress is told, in milliseconds. */
const progressMs = 1000;

/** What is to be done, checked. */
interface Task {
  readonly connection: CliConnection;
  readonly payloads: Payloads;
  readonly topic: string;
  readonly options: PublishOptions;
}

/** What came of a task, and whether there was a connection for it. */
interface Outcome extends Published {
  readonly unconnected?: true;
}

/**
 * `wiotp publish`: connects, publishes, and ends.
 * @throws Refusal for wrong usage, and when no connection comes about, which with `--json` is part of the result.
 */
export async function publishCommand(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { out, err, folder } = context;
  const options = readPublishOptions(args);
  const connection = await readConnection(options.connection, { command: 'publish', folder, environment: process.env });
  const { profile, clientId } = connection;
  const topic = publishTopic(profile, options);
  const payloads = await readPayloads(options, context);
  const first = payloads(1);
  const refusal =
    payloadRefusal(first.byteLength) ?? (profile.target.kind === 'quickstart' ? quickstartQosRefusal(options.qos) : undefined);
  if (refusal !== undefined) throw refusal;
  expectToken(connection, 'publish');
  const problems = checkFirst(first, topic, profile, options.qos);
  if (!options.json) {
    for (const note of connection.notes) err.write(() => printable(note));
    for (const problem of problems) err.write(() => printable(`${problem.severity} ${problem.rule} ${problem.message}`));
  }
  if (!options.anyway && problems.some(({ severity }) => severity === 'error')) {
    if (options.json) await out.writeAll(`${JSON.stringify({ topic, published: 0, problems: problems.map(shownProblem) })}\n`);
    else err.write(() => 'Nothing was published; --anyway publishes nevertheless.');
    return exitCode.problems;
  }
  if (!options.json && evicts(profile))
    err.write(() => printable(`Connecting as ${clientId} pushes out whoever is connected with this client ID.`));
  const { unconnected, ...published } = await publish({ connection, payloads, topic, options }, context);
  if (options.json)
    await out.writeAll(`${JSON.stringify({ clientId, topic, qos: options.qos, ...published, problems: problems.map(shownProblem) })}\n`);
  else {
    out.write(() => printable(summary(connection, published, topic, options)));
    const { failure } = published;
    if (failure !== undefined) err.write(() => printable(failure));
  }
  return unconnected ? exitCode.unusable : codeOf(published);
}

/** @throws Refusal when no connection comes about, unless that is part of the result. */
async function publish({ connection, payloads, topic, options }: Task, { out }: CommandContext): Promise<Outcome> {
  let told = systemClock.now();
  const progressed = (published: number): void => {
    if (options.everyMs === undefined || published === options.count || systemClock.now() < told + progressMs) return;
    told = systemClock.now();
    out.write(() => (options.json ? JSON.stringify({ event: 'progress', published }) : `${messages(published)} so far.`));
  };
  const readerGone = new AbortController();
  // Nobody hears any more how it goes on.
  void out.readerGone.then(() => readerGone.abort());
  try {
    return await hearingReasons(connection.control, (own) =>
      interruptibly((asked) =>
        publishAll(connection, payloads, { ...options, topic, own, progressed, signal: AbortSignal.any([asked, readerGone.signal]) }),
      ),
    ).then(({ failure, ...published }) => ({ ...published, ...(failure === undefined ? {} : { failure: commandWords(failure) }) }));
  } catch (error) {
    if (!options.json || !isRefusal(error)) throw error;
    return { published: 0, failure: commandWords(refusalText(error)), unconnected: true };
  }
}

function codeOf({ published, failure, interrupted }: Published): ExitCode {
  if (interrupted) return published === 0 ? exitCode.unusable : exitCode.problems;
  return failure === undefined ? exitCode.fine : exitCode.problems;
}

function summary({ profile }: CliConnection, { published, interrupted }: Published, topic: string, { qos }: PublishOptions): string {
  const ended = interrupted ? ' It was ended before its time.' : '';
  if (published === 0) return `Nothing was published to ${topic}.${ended}`;
  if (profile.target.kind === 'quickstart') return `Sent ${messages(published)} to ${topic}; Quickstart confirms nothing.${ended}`;
  return qos === 0
    ? `Sent ${messages(published)} to ${topic}; QoS 0 confirms nothing.${ended}`
    : `Published ${messages(published)} to ${topic}; the platform has acknowledged all of them.${ended}`;
}

function messages(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}
