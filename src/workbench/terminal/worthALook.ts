/**
 * Whether a line of a terminal may have a link. Nearly as strict as what finds them, but without the tables of the protocol: most lines
 * of most terminals have none, and nothing is loaded for those.
 */
export function isWorthALook(line: string): boolean {
  return look.test(line);
}

const look =
  /\biot(?:-2|dm-1|device-1)\/|\breqid\b|\b(?:rc|reason code|connack)\W{1,12}\d|\b[\da-f]{8}-[\da-f]{4}-|(?<![\w.,:/#$+-])2[7-9]\d(?!\w|\s[a-z])|(?:code|error|reason|clos|connect|refus|lost)\w{0,4}\W{1,12}(?:1[05-8]|2[7-9])\d\b/i;
