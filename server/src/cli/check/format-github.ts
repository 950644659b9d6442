/** Annotations of GitHub Actions: one workflow command a line. */
import type { Severity } from '../../base/problem.ts';
import type { CheckResult, ShownFinding } from './shown-finding.ts';

const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

export function githubReport({ findings }: CheckResult): string {
  return findings.map(annotation).join('');
}

function annotation({ shownPath, range: { start, end }, code, severity, message }: ShownFinding): string {
  // Columns are shown only where the annotation is of a single line.
  const columns =
    start.line === end.line
      ? { col: start.character + 1, endColumn: Math.max(start.character + 1, end.character) }
      : {};
  const properties = { file: shownPath, line: start.line + 1, endLine: end.line + 1, ...columns, title: code };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${levels[severity]} ${list.join(',')}::${escapeData(message)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
