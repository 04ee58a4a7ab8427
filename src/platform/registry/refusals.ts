import type { DeviceName } from '../../rpc/device/deviceState.ts';
import { checkId } from '../../wiotp/names.ts';
import { Refusal } from '../../wiotp/refusal.ts';

/** @throws Refusal with code 400 when the device type breaks the rules for IDs [D-conn]. */
export function expectTypeId(typeId: string): void {
  expectGoodId('The device type', typeId);
}

/** @throws Refusal with code 400 when the type or the ID breaks the rules for IDs [D-conn]. */
export function expectGoodName({ typeId, deviceId }: DeviceName): void {
  expectTypeId(typeId);
  expectGoodId('The device ID', deviceId);
}

/** The device is not registered. */
export function notRegistered({ typeId, deviceId }: DeviceName): Refusal {
  return new Refusal(`The device ${typeId} ${deviceId} is not registered.`, {
    rule: 'only registered devices can be changed',
    advice: 'Register the device first.',
    code: 404,
  });
}

/** The device is registered already. */
export function registeredAlready({ typeId, deviceId }: DeviceName): Refusal {
  return new Refusal(`The device ${typeId} ${deviceId} is registered already.`, {
    rule: 'a device is registered once',
    advice: 'Choose another device ID, or give the registered device a new token.',
    code: 409,
  });
}

function expectGoodId(what: string, id: string): void {
  const wrong = checkId(what, id);
  if (wrong !== undefined)
    throw new Refusal(wrong, { rule: 'IDs have 1 to 36 letters, digits, "-", "_" and "."', advice: 'Choose another name.', code: 400 });
}
