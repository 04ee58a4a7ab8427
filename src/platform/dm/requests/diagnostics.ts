import { member } from '../../../lint/json.ts';
import { withErrorCode, withLogEntry } from '../records/diagnostics.ts';
import type { CarryOut } from './deviceRequest.ts';

/** Add error code [D-dm]. */
export const addErrorCode: CarryOut = ({ device, payload, now }, { records }) => {
  const errorCode = Number(member(member(payload, 'd'), 'errorCode'));
  records.change(device, { errorCodes: withErrorCode(records.of(device).errorCodes, errorCode, now) });
};

/** Clear error codes [D-dm]. */
export const clearErrorCodes: CarryOut = ({ device }, { records }) => records.change(device, { errorCodes: [] });

/** Add log entry. What devices call `data` is kept as `logData` [D-model]. */
export const addLog: CarryOut = ({ device, payload, now }, { records }) => {
  const d = member(payload, 'd');
  const { message, timestamp, data } = { message: member(d, 'message'), timestamp: member(d, 'timestamp'), data: member(d, 'data') };
  const entry = {
    message: String(message),
    timestamp: typeof timestamp === 'string' ? timestamp : now,
    severity: Number(member(d, 'severity')),
    ...(typeof data === 'string' ? { logData: data } : {}),
  };
  records.change(device, { log: withLogEntry(records.of(device).log, entry) });
};

/** Clear log [D-dm]. */
export const clearLog: CarryOut = ({ device }, { records }) => records.change(device, { log: [] });
