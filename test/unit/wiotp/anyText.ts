import * as fc from 'fast-check';

/** Any text that a program can hold, broken surrogate pairs and control characters included. */
export const anyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0, max: 0xff_ff })))
  .map((units) => String.fromCharCode(...units));
