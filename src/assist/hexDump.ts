const bytesPerLine = 16;
const hex: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes as the lines of a hex dump: the offset in hexadecimal, 16 bytes in two groups, and their printable ASCII. */
export function hexDump(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let offset = 0; offset < bytes.length; offset += bytesPerLine) {
    lines.push(hexLine(offset, bytes.subarray(offset, offset + bytesPerLine)));
  }
  return lines;
}

function hexLine(offset: number, bytes: Uint8Array): string {
  let codes = '';
  let text = '';
  for (let at = 0; at < bytesPerLine; at++) {
    const byte = bytes[at];
    if (at === bytesPerLine / 2) codes += ' ';
    codes += byte === undefined ? '   ' : `${hex[byte]} `;
    if (byte !== undefined) text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
  }
  return `${offset.toString(16).padStart(6, '0')}  ${codes} ${text}`;
}
