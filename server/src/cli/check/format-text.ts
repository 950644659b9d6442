import type { CliIo } from '../cli-io.ts';
import { createPaint, type Paint } from '../colours.ts';
import { printable, type ShownFinding, severities } from './shown-finding.ts';

export const severityColours = { error: 'red', warning: 'yellow', information: 'blue', hint: 'dim' } as const;

/** A line for people. */
export function textLine({ shownPath, range, code, severity, message }: ShownFinding, io: CliIo): string {
  const paint = createPaint(io.stdout, io.env);
  const place = `${printable(shownPath)}:${range.start.line + 1}:${range.start.character + 1}`;
  const text = printable(message);
  return `${paint('bold', place)}: ${paint(severityColours[severity], severity)} ${paint('cyan', code)} ${text}\n`;
}

/** A line for programs. `path` may be the same for files of several folders; `file` is the name that the other formats show. */
export function jsonLine({ path, shownPath, document, range, code, severity, message }: ShownFinding): string {
  return `${JSON.stringify({ path, file: shownPath, document, range, code, severity, message })}\n`;
}

export interface Counts {
  readonly findings: readonly ShownFinding[];
  readonly checkedFiles: number;
  readonly skippedFiles: number;
  readonly excludedFiles: number;
  readonly fixes: number;
  readonly fixedFiles: number;
}

/** The last line, about all of it. */
export function summary(counts: Counts, paint: Paint): string {
  const { findings, checkedFiles, skippedFiles, excludedFiles, fixes, fixedFiles } = counts;
  const bySeverity = severities.flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    const noun = severity === 'information' ? 'note' : severity;
    return number === 0 ? [] : [paint(severityColours[severity], count(number, noun))];
  });
  const result = bySeverity.length === 0 ? paint('green', 'No findings') : bySeverity.join(', ');
  const skipped =
    skippedFiles === 0
      ? ''
      : `, ${count(skippedFiles, 'YAML file')} skipped because ${skippedFiles === 1 ? 'it holds' : 'they hold'} no Sigma`;
  const excluded = excludedFiles === 0 ? '' : `, ${count(excludedFiles, 'file')} excluded by the project`;
  const fixed =
    fixes === 0 ? '' : `${paint('green', `Fixed ${count(fixes, 'finding')}`)} in ${count(fixedFiles, 'file')}. `;
  return `${fixed}${result} in ${count(checkedFiles, 'file')}${skipped}${excluded}.\n`;
}

/** That some of it could be fixed. */
export function fixHint(findings: readonly ShownFinding[]): string {
  const safe = findings.filter(({ fixes }) => fixes?.some(({ kind }) => kind === 'safe')).length;
  return safe === 0 ? '' : `${count(safe, 'finding')} can be fixed with --fix.\n`;
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
