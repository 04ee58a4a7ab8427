import { member } from '../../../lint/json.ts';
import { storedLocation } from '../records/location.ts';
import type { CarryOut } from './deviceRequest.ts';

/** Location update: each is a complete set [D-dm]. */
export const location: CarryOut = ({ device, payload, now }, { records }) => {
  records.change(device, { location: storedLocation(member(payload, 'd'), now) });
};
