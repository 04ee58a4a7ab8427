import { Refusal, type RefusalDetails } from '../../wiotp/refusal.ts';
import type { Registrable } from '../clients/attempts.ts';

/** A device is refused only because it is not registered: everything else about its CONNECT is right. */
export class Unregistered extends Refusal {
  readonly registrable: Registrable;

  constructor(message: string, details: RefusalDetails, registrable: Registrable) {
    super(message, details);
    this.registrable = registrable;
  }
}
