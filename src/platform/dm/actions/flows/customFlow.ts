import type { ParameterField } from '../parameters.ts';
import type { Flow, FlowRun, StepAnswer } from './flow.ts';

/** A custom action: one request, which the device answers when it is done [D-cus]. */
export class CustomFlow implements Flow {
  readonly #fields: readonly ParameterField[];

  constructor(fields: readonly ParameterField[]) {
    this.#fields = fields;
  }

  start(run: FlowRun): void {
    run.send('dm.customAction', this.#fields.length === 0 ? undefined : { fields: this.#fields });
  }

  answered(run: FlowRun, { success, rc, text }: StepAnswer): void {
    if (!success) return run.fail(text, rc);
    const early = rc === 200 ? '' : ` ${text}, where 200 is expected when all is done.`;
    run.complete(`The device has carried the action out.${early}`, rc);
  }
}
