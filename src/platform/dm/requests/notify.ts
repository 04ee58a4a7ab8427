import { isObject } from '../../../lint/json.ts';
import { attributesOf } from '../../../transcript/conversation/attributes.ts';
import { withDeviceInfo } from '../records/deviceInfo.ts';
import { storedLocation } from '../records/location.ts';
import type { CarryOut } from './deviceRequest.ts';
import { firmwareReport } from './firmwareReport.ts';

/** Notify: the attributes that changed; of mgmt.firmware and deviceInfo only the members that did [D-dm]. */
export const notify: CarryOut = ({ device, payload, now }, { records, managed }) => {
  for (const { name, value } of attributesOf(payload)) {
    if (!isObject(value)) continue;
    if (name === 'location') records.change(device, { location: storedLocation(value, now) });
    if (name === 'metadata') records.change(device, { metadata: value });
    if (name === 'deviceInfo') records.change(device, { deviceInfo: withDeviceInfo(records.of(device).deviceInfo, value) });
  }
  const firmware = firmwareReport(payload);
  if (Object.keys(firmware).length > 0) managed.setFirmware(device, firmware);
};
