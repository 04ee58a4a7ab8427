import { examine } from '../../engine/doctor/examine.ts';
import type { DoctorReach, DoctorStep } from '../../rpc/session/doctorReport.ts';
import { readOptions } from '../arguments.ts';
import type { CommandContext } from '../commandContext.ts';
import { commandWords } from '../commandWords.ts';
import { connectionOptions } from '../connection/connectionOptions.ts';
import { hearingReasons } from '../connection/hearingReasons.ts';
import { readConnection } from '../connection/readConnection.ts';
import { expectToken } from '../connection/readSecrets.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import { interruptibly } from '../interruption.ts';
import { printable } from '../../wiotp/printable.ts';
import { wrongUsage } from '../wrongUsage.ts';
import { stepText } from './stepText.ts';

const options = { ...connectionOptions, reach: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

const reaches: readonly DoctorReach[] = ['network', 'connect', 'subscribe'];

/**
 * `wiotp doctor`: examines a connection step by step.
 * @throws Refusal for wrong usage, and when it cannot be told what to examine.
 */
export async function doctorCommand(args: readonly string[], { out, err, folder }: CommandContext): Promise<ExitCode> {
  const { reach: wanted = 'network', json, ...values } = readOptions('doctor', args, options);
  const reach = reaches.find((candidate) => candidate === wanted);
  if (reach === undefined) throw wrongUsage('doctor', `--reach is one of ${reaches.join(', ')}; it is "${wanted}".`);
  const connection = await readConnection(values, { command: 'doctor', folder, environment: process.env });
  if (reach !== 'network') expectToken(connection, 'doctor');
  const { settings, secrets, notes } = connection;
  if (!json) for (const note of notes) err.write(() => printable(note));
  const heard = (step: DoctorStep): void => {
    if (!json) out.write(() => stepText(step));
  };
  const { report, wasStopped } = await hearingReasons(connection.control, (reasons) =>
    interruptibly(async (signal) => {
      const found = await examine({ settings, secrets, reach, heard, signal, reasons });
      return { report: found, wasStopped: signal.aborted };
    }),
  );
  const healthy = report.healthy && !wasStopped;
  const stopped = wasStopped ? { stopped: true } : {};
  if (json) await out.writeAll(`${JSON.stringify({ ...report, steps: report.steps.map(inCommandWords), healthy, ...stopped, notes })}\n`);
  else
    out.write(() => printable(wasStopped ? `${report.address}: stopped before it was finished.` : summary(healthy, reach, report.address)));
  if (wasStopped || report.steps.some(({ step, result }) => step === 'files' && result === 'failed')) return exitCode.unusable;
  return healthy ? exitCode.fine : exitCode.problems;
}

function inCommandWords({ advice, ...step }: DoctorStep): DoctorStep {
  return { ...step, ...(advice === undefined ? {} : { advice: commandWords(advice) }) };
}

function summary(healthy: boolean, reach: DoctorReach, address: string): string {
  if (!healthy) return `${address}: something failed.`;
  if (reach !== 'network') return `${address}: nothing failed.`;
  return `${address}: nothing failed as far as the network goes. --reach connect also tries the client ID and the token, which pushes out whoever is connected with them.`;
}
