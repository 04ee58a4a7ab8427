import { lintMessage } from '../../lint/lintMessage.ts';
import type { Problem } from '../../lint/problem.ts';
import { evicts } from '../../profiles/evicts.ts';
import { maxPayloadBytes } from '../../wiotp/limits.ts';
import type { CommandContext } from '../commandContext.ts';
import { hearingReasons } from '../connection/hearingReasons.ts';
import { readConnection, type CliConnection } from '../connection/readConnection.ts';
import { expectToken } from '../connection/readSecrets.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import { interruptibly } from '../interruption.ts';
import { printable } from '../printable.ts';
import { wrongUsage } from '../wrongUsage.ts';
import { readPayloads, textOf, type Payloads } from './payloads.ts';
import { readPublishOptions, type PublishOptions } from './publishOptions.ts';
import { publishTopic } from './publishTopic.ts';
import { publishAll, type Published } from './publishAll.ts';

/**
 * `wiotp publish`: connects, publishes, and ends.
 * @throws Refusal for wrong usage, and when no connection comes about.
 */
export async function publishCommand(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { out, err, folder } = context;
  const options = readPublishOptions(args);
  const connection = await readConnection(options.connection, { command: 'publish', folder, environment: process.env });
  const { profile, clientId } = connection;
  const topic = publishTopic(profile, options);
  if (profile.target.kind === 'quickstart' && options.qos > 0) throw wrongUsage('publish', 'Quickstart takes messages with QoS 0 only.');
  expectToken(connection, 'publish');
  const payloads = payloadsWithin(await readPayloads(options, context));
  const problems = problemsOf(payloads(1), topic, connection, options);
  if (!options.json) {
    for (const note of connection.notes) err.write(() => printable(note));
    for (const problem of problems) err.write(() => printable(`${problem.severity} ${problem.rule} ${problem.message}`));
  }
  if (!options.anyway && problems.some(({ severity }) => severity === 'error')) {
    if (options.json) await out.writeAll(`${JSON.stringify({ topic, published: 0, problems: problems.map(shown) })}\n`);
    else err.write(() => 'Nothing was published; --anyway publishes nevertheless.');
    return exitCode.problems;
  }
  if (!options.json && evicts(profile))
    err.write(() => printable(`Connecting as ${clientId} pushes out whoever is connected with this client ID.`));
  const published = await hearingReasons(connection.control, (own) =>
    interruptibly((signal) => publishAll(connection, payloads, { ...options, topic, signal, own })),
  );
  if (options.json)
    await out.writeAll(`${JSON.stringify({ clientId, topic, qos: options.qos, ...published, problems: problems.map(shown) })}\n`);
  else out.write(() => printable(summary(connection, published, topic, options)));
  if (published.failure === undefined) return exitCode.fine;
  if (!options.json) err.write(() => printable(published.failure ?? ''));
  return exitCode.problems;
}

function problemsOf(payload: Uint8Array, topic: string, { profile, settings }: CliConnection, { qos }: PublishOptions): readonly Problem[] {
  const { sender } = profile.client;
  return settings.home === 'other'
    ? []
    : lintMessage({ text: textOf(payload), payloadBytes: payload.byteLength, topic, sender, qos, retain: false });
}

/** [D-msg] A larger payload would cost the connection. */
function payloadsWithin(payloads: Payloads): Payloads {
  return (counter) => {
    const payload = payloads(counter);
    if (payload.byteLength <= maxPayloadBytes) return payload;
    throw wrongUsage(
      'publish',
      `The payload has ${payload.byteLength} bytes; ${maxPayloadBytes} are allowed, and a larger one closes the connection with code 287.`,
      'Split it, or leave out what is not needed.',
    );
  };
}

function summary({ profile }: CliConnection, { published }: Published, topic: string, { qos }: PublishOptions): string {
  const what = published === 1 ? '1 message' : `${published} messages`;
  if (published === 0) return `Nothing was published to ${topic}.`;
  if (profile.target.kind === 'quickstart') return `Sent ${what} to ${topic}; Quickstart confirms nothing.`;
  return qos === 0
    ? `Sent ${what} to ${topic}; QoS 0 confirms nothing.`
    : `Published ${what} to ${topic}; the platform has acknowledged all of them.`;
}

function shown({ rule, severity, message }: Problem): Pick<Problem, 'rule' | 'severity' | 'message'> {
  return { rule, severity, message };
}
