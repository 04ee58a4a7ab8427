import type { KindName } from '../../../wiotp/catalog.ts';
import type { CarryOut } from './deviceRequest.ts';
import { addErrorCode, addLog, clearErrorCodes, clearLog } from './diagnostics.ts';
import { location } from './location.ts';
import { manage, unmanage } from './manage.ts';
import { notify } from './notify.ts';

/** How each request of a device is carried out. */
export const requestTable: Readonly<Partial<Record<KindName, CarryOut>>> = {
  'dm.manage': manage,
  'dm.unmanage': unmanage,
  'dm.location': location,
  'dm.addErrorCode': addErrorCode,
  'dm.clearErrorCodes': clearErrorCodes,
  'dm.addLog': addLog,
  'dm.clearLog': clearLog,
  'dm.notify': notify,
};
