import type { JsonObject } from '../../../../rpc/device/deviceState.ts';
import type { FirmwareStage } from './firmwareStage.ts';
import type { Flow, FlowRun, Return, StepAnswer } from './flow.ts';

/** How far a firmware action has come. */
interface Reached {
  readonly observing: boolean;
  /** The action was asked for, so that reports are about it. */
  readonly asked: boolean;
  readonly done: boolean;
}

const nothing: Reached = { observing: false, asked: false, done: false };

const firmwareField = { fields: [{ field: 'mgmt.firmware' }] };

/**
 * Firmware download and update: what to fetch is written into the device, its firmware observed, the action asked for, and
 * its reports followed to the end; then the observation is cancelled [D-req].
 */
export class FirmwareFlow implements Flow {
  readonly #stage: FirmwareStage;
  readonly #written: JsonObject | undefined;
  readonly #version: unknown;
  #observing: boolean;
  #asked: boolean;
  #begun = false;
  #done: boolean;

  /**
   * `written`: what mgmt.firmware becomes first; without parameters that step is left out. `version`: that of the image,
   * where it is known.
   */
  constructor(stage: FirmwareStage, written: JsonObject | undefined, version: unknown, reached: Reached = nothing) {
    this.#stage = stage;
    this.#written = written;
    this.#version = version;
    ({ observing: this.#observing, asked: this.#asked, done: this.#done } = reached);
  }

  start(run: FlowRun): void {
    if (this.#written === undefined) return this.#observe(run);
    run.send('dm.deviceUpdate', { fields: [{ field: 'mgmt.firmware', value: this.#written }] });
  }

  answered(run: FlowRun, answer: StepAnswer): void {
    const { kind, success, text, rc } = answer;
    if (kind === 'dm.observe') return this.#observed(run, answer);
    if (kind === 'dm.cancel') return this.#cancelAnswered(run, answer);
    if (kind === this.#stage.request) return this.#accepted(run, answer);
    return success ? this.#observe(run) : run.fail(text, rc);
  }

  notified(run: FlowRun, report: JsonObject): void {
    if (!this.#asked || this.#done) return;
    const progress = this.#stage.read(report, this.#begun);
    switch (progress?.to) {
      case 'further':
        this.#begun = true;
        return run.tell(progress.note);
      case 'failed':
        this.cancelled(run);
        return run.fail(progress.note);
      case 'done':
        return this.#finish(run, progress.note);
      case undefined:
        return undefined;
    }
  }

  managed(run: FlowRun, { fwVersion, queued }: Return): void {
    if (!this.#asked || this.#done || queued || this.#stage.request !== 'dm.firmwareUpdate') return;
    const version = fwVersion === undefined ? '' : ` with firmware version ${fwVersion.slice(0, 100)}`;
    if (fwVersion !== undefined && fwVersion === this.#version) {
      return this.#finish(run, `The device is back${version}, which is the one to install.`);
    }
    run.tell(`The device is back${version}; it has not said yet how the update ended.`);
  }

  cancelled(run: FlowRun): void {
    if (!this.#observing) return;
    this.#observing = false;
    run.send('dm.cancel', firmwareField);
  }

  #observe(run: FlowRun): void {
    this.#observing = true;
    run.send('dm.observe', firmwareField);
  }

  #observed(run: FlowRun, { success, text, rc }: StepAnswer): void {
    if (success) {
      this.#asked = true;
      run.send(this.#stage.request);
      return;
    }
    this.#observing = false;
    run.fail(text, rc);
  }

  #accepted(run: FlowRun, { success, text, rc }: StepAnswer): void {
    if (!success) {
      this.cancelled(run);
      return run.fail(text, rc);
    }
    const unusual = rc === 202 ? '' : ` ${text}, where 202 is expected.`;
    // It may have reported the end before it answered.
    if (!this.#done) run.accept(`${this.#stage.accepted}${unusual}`, rc);
  }

  #finish(run: FlowRun, note: string): void {
    this.#done = true;
    run.tell(`${note} The observation is cancelled.`);
    this.cancelled(run);
  }

  #cancelAnswered(run: FlowRun, { success, text }: StepAnswer): void {
    if (!this.#done) return;
    const refused = success ? '' : ` To Cancel observation ${text.charAt(0).toLowerCase()}${text.slice(1)}.`;
    run.complete(`${this.#stage.done}${refused}`);
  }
}
