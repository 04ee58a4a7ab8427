const highestPort = 65_535;

/** What is wrong with the number of a port, as a full sentence. */
export function portFault(port: number): string | undefined {
  return Number.isInteger(port) && port >= 1 && port <= highestPort ? undefined : `A port is a whole number from 1 to ${highestPort}.`;
}
