import type { DeviceName } from '../../../../rpc/device/deviceState.ts';
import type { ChangeableAttribute } from '../../../../rpc/platformContract.ts';
import type { Flow, FlowRun, StepAnswer } from './flow.ts';

/**
 * Attributes of which the device is asked to say that they are changed. Of a location it must not [D-dm], and of metadata IBM's
 * library for Python does nothing with what it is asked to answer [PY].
 */
const answerable: readonly ChangeableAttribute[] = ['deviceInfo'];

/** What is known of a device, so that a change can be told to it. */
export interface AttributeChange {
  readonly device: DeviceName;
  readonly attribute: ChangeableAttribute;
  readonly value: unknown;
}

/** A change of an attribute that the device is told [D-dm]. */
export class UpdateFlow implements Flow {
  readonly #field: object;
  readonly #asks: boolean;

  constructor({ attribute, value }: Omit<AttributeChange, 'device'>) {
    this.#field = { field: attribute, value };
    this.#asks = answerable.includes(attribute);
  }

  start(run: FlowRun): void {
    const sent = run.send('dm.deviceUpdate', { fields: [this.#field] }, this.#asks);
    if (this.#asks || sent === undefined) return;
    if (sent.reach === 'nobody') run.fail(sent.text);
    else run.complete(`${sent.text} It is not asked to answer.`);
  }

  answered(run: FlowRun, { success, rc, text }: StepAnswer): void {
    if (success) run.complete('The device has taken the change.', rc);
    else run.fail(text, rc);
  }
}
