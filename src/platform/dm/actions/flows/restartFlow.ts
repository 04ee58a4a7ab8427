import type { Flow, FlowRun, Return, StepAnswer } from './flow.ts';

/** Reboot and factory reset: the device answers 202, goes, comes back and manages again [D-req]. */
export class RestartFlow implements Flow {
  readonly #kind: 'dm.reboot' | 'dm.factoryReset';
  #accepted: boolean;

  /** `accepted`: whether the device has said already that it will. */
  constructor(kind: 'dm.reboot' | 'dm.factoryReset', accepted = false) {
    this.#kind = kind;
    this.#accepted = accepted;
  }

  start(run: FlowRun): void {
    run.send(this.#kind);
  }

  answered(run: FlowRun, { success, rc, text }: StepAnswer): void {
    if (!success) return run.fail(text, rc);
    this.#accepted = true;
    const unusual = rc === 202 ? '' : ` ${text}, where 202 is expected.`;
    run.accept(`The device restarts; its next Manage request completes the action.${unusual}`, rc);
  }

  managed(run: FlowRun, { reconnected, queued, late }: Return): void {
    // A device that was away gets the request only when it is back, and one whose connection stays open only renews its lifetime:
    // without a 202 neither is a sign of a restart [D-mqtt].
    if (!this.#accepted && (queued || late || reconnected === false)) return;
    const silent = this.#accepted ? '' : ' It never answered 202 before it restarted.';
    const stayed = reconnected === false ? ' Its connection stayed open all the time, so it may not have restarted.' : '';
    run.complete(`The device is back and managed.${silent}${stayed}`);
  }
}
