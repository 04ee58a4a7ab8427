import { hexDump } from '../../../assist/hexDump.ts';
import { prettyJsonText } from '../../../assist/json/prettyJson.ts';
import { isJson, utf8Text } from './payloadText.ts';

/** A payload as it is compared with another: JSON one member a line and otherwise as it was sent, other text as it is, bytes in hexadecimal. */
export function comparedText(payload: Uint8Array): string {
  const text = utf8Text(payload);
  if (text === undefined) return hexDump(payload).join('\n');
  return isJson(text) ? prettyJsonText(text) : text;
}
