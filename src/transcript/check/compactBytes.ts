import { endOfString } from '../../lint/jsonText.ts';
import { utf8Bytes } from '../../wiotp/packetSize.ts';

const quote = 0x22;

/** The bytes of well-formed JSON in its compact form, which is what goes over the wire. */
export function compactBytes(json: string): number {
  let blanks = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === quote) at = endOfString(json, at) - 1;
    else if (code <= 0x20) blanks++;
  }
  return utf8Bytes(json) - blanks;
}
