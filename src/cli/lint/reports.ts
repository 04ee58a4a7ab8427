import { isAbsolute, relative } from 'node:path';
import type { Severity } from '../../lint/problem.ts';
import { printable } from '../../wiotp/printable.ts';
import type { FileResult, PlacedProblem } from './fileResult.ts';
import type { ReportFormat } from './lintOptions.ts';
import { slashes } from './slashes.ts';
import type { Totals } from './tally.ts';

/** How a report is written, piece by piece: what stands before the first file, for each file, and at the end. */
export interface ReportWriter {
  readonly begin: string;
  readonly file: (result: FileResult, isFirst: boolean) => string;
  readonly end: (totals: Totals) => string;
}

/** The writer of a format. Paths of annotations are relative to the base folder, where the workflow runs. */
export function reportWriter(format: ReportFormat, base: string): ReportWriter {
  switch (format) {
    case 'text':
      return { begin: '', file: textLines, end: summary };
    case 'json':
      return { begin: '{"files":[', file: jsonFile, end: jsonEnd };
    case 'github':
      return { begin: '', file: (result) => annotations(result, base), end: summary };
  }
}

function textLines({ path, problems }: FileResult): string {
  return problems
    .map((problem) => `${lineOf(path, problem)}\n${problem.related.map((other) => relatedLine(path, other)).join('')}`)
    .join('');
}

function lineOf(path: string, { line, column, severity, rule, message }: PlacedProblem): string {
  return printable(`${path}:${line}:${column} ${severity} ${rule} ${message}`);
}

function relatedLine(path: string, { line, column, message }: PlacedProblem['related'][number]): string {
  return `  ${printable(`${path}:${line}:${column} ${message}`)}\n`;
}

function summary({ files, errors, warnings, skipped, unreadable }: Totals): string {
  const parts = [`${counted(errors, 'error')} and ${counted(warnings, 'warning')} in ${counted(files, 'file')}`];
  if (skipped > 0) parts.push(`${counted(skipped, 'other file')} skipped`);
  if (unreadable.length > 0) parts.push(`${unreadable.length} could not be checked`);
  return `${parts.join('; ')}.\n`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function jsonFile({ path, kind, problems }: FileResult, isFirst: boolean): string {
  const plain = problems.map(({ rule, severity, message, line, column, endLine, endColumn }) => {
    return { rule, severity, message, line, column, endLine, endColumn };
  });
  return `${isFirst ? '' : ','}${JSON.stringify({ path, kind, problems: plain })}`;
}

function jsonEnd({ errors, warnings, unreadable }: Totals): string {
  return `],"errors":${errors},"warnings":${warnings},"unreadable":${JSON.stringify(unreadable)}}\n`;
}

const annotationLevels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', hint: 'notice' };

function annotations({ path, problems }: FileResult, base: string): string {
  const file = propertyText(slashes(isAbsolute(path) ? relative(base, path) : path));
  return problems.map((problem) => `${annotation(file, problem)}\n`).join('');
}

/** [A workflow command](https://docs.github.com/actions/reference/workflow-commands-for-github-actions). GitHub drops columns unless both are in one line. */
function annotation(file: string, { severity, rule, message, line, column, endLine, endColumn }: PlacedProblem): string {
  const columns = line === endLine ? `,col=${column},endColumn=${endColumn}` : '';
  const place = `file=${file},line=${line},endLine=${endLine}${columns}`;
  return `::${annotationLevels[severity]} ${place},title=${propertyText(rule)}::${dataText(message)}`;
}

function dataText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function propertyText(text: string): string {
  return dataText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
