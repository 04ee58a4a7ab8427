import type { ActionState, DeviceName } from '../../rpc/platformContract.ts';
import type { Envelope } from '../../wiotp/envelope.ts';
import { kindNamed } from '../../wiotp/catalog.ts';
import { answerTimeoutMs } from '../../wiotp/limits.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { returnCodeMeaning } from '../../wiotp/returnCodes.ts';
import type { Clock, Timer } from '../clock.ts';
import { deviceKey } from '../deviceKey.ts';

interface Reboot {
  state: ActionState;
  readonly timer: Timer;
}

/**
 * Reboots that were asked for: from the request over the device’s 202 to the Manage request after the restart
 * [D-req]. Keeps the latest of each device.
 */
export class RebootActions {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #latest = new Map<string, Reboot>();

  /** `changed` is called whenever the state of an action changes. */
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** The latest action of a device. */
  of(device: DeviceName): ActionState | undefined {
    return this.#latest.get(deviceKey(device))?.state;
  }

  /**
   * Notes that a reboot was requested. `note` says more about the request than that.
   * @throws Refusal while an earlier one is not finished.
   */
  begin(device: DeviceName, reqId: string, note: string): void {
    const earlier = this.#open(device);
    if (earlier !== undefined) {
      throw new Refusal(`A reboot of ${device.typeId} ${device.deviceId} is under way already.`, {
        rule: 'a device does one reboot at a time',
        advice: `Wait until it is complete or timed out, ${answerTimeoutMs / 1000} s after its request.`,
        code: 409,
      });
    }
    const timer = this.#clock.after(answerTimeoutMs, () => this.#timeOut(device));
    const state: ActionState = { reqId, action: 'device/reboot', state: 'requested', note: `The device has not answered yet.${note}` };
    this.#latest.set(deviceKey(device), { state, timer });
    this.#changed();
  }

  /** The device answered a request; an answer to anything else is left alone. */
  answered(device: DeviceName, { reqId, rc, message }: Envelope): void {
    const reboot = this.#open(device);
    if (reboot === undefined || reboot.state.reqId !== reqId || reboot.state.state !== 'requested' || rc === undefined) return;
    if (rc === 202) return this.#move(reboot, 'accepted', 'The device restarts; its next Manage request completes the action.', rc);
    const meaning = returnCodeMeaning(rc, kindNamed('dm.reboot'));
    const said = message === undefined || message === '' ? '' : `: ${message}`;
    this.#move(reboot, 'failed', `The device answered ${rc} (${meaning})${said}. A reboot is accepted with 202.`, rc);
  }

  /** The device sent a Manage request. */
  managed(device: DeviceName): void {
    const reboot = this.#open(device);
    if (reboot === undefined) return;
    const answered = reboot.state.state === 'accepted';
    const note = answered
      ? 'The device is back and managed.'
      : 'The device is back and managed, but it never answered 202 before it restarted.';
    this.#move(reboot, 'complete', note, reboot.state.rc);
  }

  /** The device was removed. */
  forget(device: DeviceName): void {
    this.#latest.get(deviceKey(device))?.timer.cancel();
    this.#latest.delete(deviceKey(device));
  }

  dispose(): void {
    for (const { timer } of this.#latest.values()) timer.cancel();
  }

  #timeOut(device: DeviceName): void {
    const reboot = this.#open(device);
    if (reboot === undefined) return;
    const missing = reboot.state.state === 'requested' ? 'The device did not answer' : 'The device answered 202 but did not manage again';
    this.#move(reboot, 'timed out', `${missing} within ${answerTimeoutMs / 1000} s.`, reboot.state.rc);
  }

  #open(device: DeviceName): Reboot | undefined {
    const reboot = this.#latest.get(deviceKey(device));
    return reboot?.state.state === 'requested' || reboot?.state.state === 'accepted' ? reboot : undefined;
  }

  #move(reboot: Reboot, state: ActionState['state'], note: string, rc: number | undefined): void {
    reboot.state = { reqId: reboot.state.reqId, action: 'device/reboot', state, note, ...(rc === undefined ? {} : { rc }) };
    if (state !== 'accepted') reboot.timer.cancel();
    this.#changed();
  }
}
