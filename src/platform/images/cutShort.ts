/** The platform broke a transfer off; the reader had not gone. */
export class CutShort extends Error {}
