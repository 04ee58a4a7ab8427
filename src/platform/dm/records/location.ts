import { isObject } from '../../../lint/json.ts';
import type { JsonObject } from '../../../rpc/device/deviceState.ts';

/**
 * A location as it is kept: a complete set of what was sent, with the time of arrival as its updatedDateTime and, unless it
 * says when it was measured, as its measuredDateTime [D-dm].
 */
export function storedLocation(sent: unknown, now: string): JsonObject {
  return { measuredDateTime: now, ...(isObject(sent) ? sent : {}), updatedDateTime: now };
}
