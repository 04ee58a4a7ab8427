import type { Secrets } from '../../profiles/secrets.ts';
import { addressOf } from '../../profiles/addressOf.ts';
import type { Endpoint, SessionSettings } from '../../profiles/sessionSettings.ts';
import type { DoctorReach, DoctorReport, DoctorStep, DoctorStepName } from '../../rpc/session/doctorReport.ts';
import { clientIdOf } from '../../wiotp/clientId.ts';
import { shownText } from '../../wiotp/shownText.ts';
import type { NetworkTarget } from '../network/address.ts';
import { isSecureProxy } from '../network/credentials.ts';
import { timedOut } from '../network/networkRefusal.ts';
import { proxyAddress } from '../network/proxyAddress.ts';
import { failed, skipped, type Finding } from './finding.ts';
import { Patient, type PlatformReasons } from './patient.ts';
import { examineConnect } from './steps/connectStep.ts';
import { examineFiles } from './steps/filesStep.ts';
import { examineName } from './steps/nameStep.ts';
import { examineProxy } from './steps/proxyStep.ts';
import { examineSubscribe } from './steps/subscribeStep.ts';
import { examineTcp } from './steps/tcpStep.ts';
import { examineTls } from './steps/tlsStep.ts';
import { examineWebSocket } from './steps/webSocketStep.ts';

/** What an examination works with. */
export interface Examination {
  readonly settings: SessionSettings;
  readonly secrets: Secrets;
  readonly reach: DoctorReach;
  /** Hears every step as soon as it is done. */
  readonly heard: (step: DoctorStep) => void;
  /** Ends it early; the report holds what was found so far. */
  readonly signal: AbortSignal;
  /** What the embedded platform says about connections that it refuses, where somebody listens to it. */
  readonly reasons?: PlatformReasons;
  /** How long one step may take, in milliseconds; 8,000 unless told. */
  readonly stepMs?: number;
}

interface Step {
  readonly name: DoctorStepName;
  readonly examine: (patient: Patient, signal: AbortSignal) => Promise<Finding> | Finding;
  /** What did not come in time, for a step that took too long. */
  readonly awaited: string;
  /** Who should have sent it; the server unless told. */
  readonly from?: (endpoint: Endpoint) => NetworkTarget;
  /** How far the doctor has to be asked to go. */
  readonly reach: readonly DoctorReach[];
}

const anyReach: readonly DoctorReach[] = ['network', 'connect', 'subscribe'];

const steps: readonly Step[] = [
  { name: 'files', examine: examineFiles, awaited: 'content of a file', reach: anyReach },
  { name: 'proxy', examine: examineProxy, awaited: 'answer to CONNECT', from: proxyOf, reach: anyReach },
  { name: 'name', examine: examineName, awaited: 'address for the name', reach: anyReach },
  { name: 'tcp', examine: examineTcp, awaited: 'connection', reach: anyReach },
  { name: 'tls', examine: examineTls, awaited: 'TLS handshake', reach: anyReach },
  { name: 'websocket', examine: examineWebSocket, awaited: 'WebSocket', reach: anyReach },
  { name: 'connect', examine: examineConnect, awaited: 'CONNACK', reach: ['connect', 'subscribe'] },
  { name: 'subscribe', examine: examineSubscribe, awaited: 'SUBACK', reach: ['subscribe'] },
];

function proxyOf(endpoint: Endpoint): NetworkTarget {
  return endpoint.proxy === undefined ? endpoint : proxyAddress(endpoint.proxy);
}

const usualStepMs = 8_000;

/**
 * Finds out step by step why a connection does or does not come about. Never fails: what goes wrong is what it reports, and
 * steps behind one that failed are skipped; files that cannot be used stop it where TLS begins.
 *
 * From `connect` on it connects as the session would, with the profile's own clean session and will, and so pushes out whoever
 * is connected with the client ID. It acknowledges no message, so that what is queued with QoS 1 or 2 stays queued; a
 * lasting session that was not there before loses its subscriptions again. It says goodbye, so that no will is published.
 */
export async function examine(examination: Examination): Promise<DoctorReport> {
  const { settings, secrets, reach, heard, signal, reasons, stepMs = usualStepMs } = examination;
  const { endpoint, identity } = settings;
  const patient = new Patient(settings, secrets, reasons);
  const done: DoctorStep[] = [];
  let obstacle: string | undefined;
  /** What stands in the way from the first step with TLS on. */
  let tlsObstacle: string | undefined;
  try {
    for (const step of steps) {
      if (signal.aborted) obstacle = stopped;
      else if (step.name === firstWithTls(endpoint)) obstacle ??= tlsObstacle;
      if (!step.reach.includes(reach)) obstacle ??= 'Not asked for.';
      const begun = performance.now();
      const finding = obstacle === undefined ? await limited(step, patient, signal, stepMs) : skipped(obstacle);
      const hindrance = finding.result === 'failed' ? `Not possible before the step "${step.name}" succeeds.` : undefined;
      // Only TLS needs files: proxy, name and port may well be wrong besides.
      if (step.name === 'files') tlsObstacle = hindrance;
      else obstacle ??= hindrance;
      const told = { step: step.name, ...finding, ms: Math.round(performance.now() - begun) };
      done.push(told);
      heard(told);
    }
  } finally {
    await patient.dismiss();
  }
  const isStopped = done.some(({ text }) => text === stopped);
  return {
    clientId: clientIdOf(identity),
    address: shownText(addressOf(endpoint)),
    steps: done,
    ...(isStopped ? { stopped: true } : {}),
    healthy: !isStopped && done.every(({ result }) => result !== 'failed'),
  };
}

function firstWithTls(endpoint: Endpoint): DoctorStepName {
  return isSecureProxy(endpoint) ? 'proxy' : 'tls';
}

const stopped = 'The examination was stopped.';

/** One step with its time limit. */
async function limited(
  { examine: begin, awaited, from = (endpoint) => endpoint }: Step,
  patient: Patient,
  signal: AbortSignal,
  ms: number,
): Promise<Finding> {
  const limit = new AbortController();
  const { endpoint } = patient.settings;
  const timer = setTimeout(() => limit.abort(timedOut(from(endpoint), awaited, ms / 1000)), ms);
  try {
    return await begin(patient, AbortSignal.any([signal, limit.signal]));
  } catch (error) {
    return signal.aborted ? skipped(stopped) : failed(error);
  } finally {
    clearTimeout(timer);
  }
}
