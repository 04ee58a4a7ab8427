/** The lines of a PEM file, without what is no part of it. No line of one needs quoting in any language. */
export function pemLines(pem: string): readonly string[] {
  return pem.split(/\r?\n/).filter((line) => /^[A-Za-z0-9+/=]+$|^-----(?:BEGIN|END) [A-Z0-9 ]+-----$/.test(line));
}
