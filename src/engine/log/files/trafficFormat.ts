/** What the first line of an exported log calls itself. */
export const trafficFormat = 'wiotp-traffic';

/** The version of the lines below it. A program that knows a lower one refuses the file. */
export const trafficVersion = 1;
