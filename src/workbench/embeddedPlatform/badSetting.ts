import { isRefusal, Refusal, type RefusalDetails } from '../../wiotp/refusal.ts';

/** A setting has a value that it cannot have. */
export class BadSetting extends Refusal {
  /** The ID of the setting. */
  readonly setting: string;

  constructor(setting: string, message: string, details: RefusalDetails) {
    super(message, details);
    this.setting = setting;
  }
}

/** Whether an error is a {@link BadSetting}; by its shape, because bundles carry copies of the class. */
export function isBadSetting(error: unknown): error is BadSetting {
  return isRefusal(error) && 'setting' in error;
}
