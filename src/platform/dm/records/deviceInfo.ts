/** The attributes of a device with those that were sent in place of the old ones; what is no text is left out [D-dm, D-model]. */
export function withDeviceInfo(stored: Readonly<Record<string, string>>, sent: object): Readonly<Record<string, string>> {
  const texts = Object.entries(sent).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { ...stored, ...Object.fromEntries(texts) };
}
