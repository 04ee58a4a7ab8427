import { cLiteral } from '../copyAs/cLiteral.ts';
import { pemLines } from './pemLines.ts';

/** The text as literals of C, one per line, indented. */
export function cLines(text: string): string {
  return indented(cLiteral(text.toWellFormed()));
}

/** A PEM file as literals of C, a line of it per line. */
export function cPem(pem: string): string {
  return indented(pemLines(pem).map((line) => `"${line}\\n"`));
}

function indented(literals: readonly string[]): string {
  return literals.map((line) => `  ${line}`).join('\n');
}
