import * as vscode from 'vscode';
import type { Conversion } from '../../../server/src/protocol/convert.ts';
import { toRange } from '../to-range.ts';

/**
 * What a conversion lost or could not express, at its place in the rule. An error of the rule itself, which the linter shows there
 * already, is not repeated.
 */
export function noticeDiagnostics({ label, notices, errors }: Conversion, rule: vscode.Uri): vscode.Diagnostic[] {
  const linted = vscode.languages
    .getDiagnostics(rule)
    .filter(({ source, severity }) => source === 'sigma' && severity === vscode.DiagnosticSeverity.Error);
  const isNews = ({ range }: vscode.Diagnostic) => !linted.some((known) => known.range.intersection(range));
  return [
    ...notices.map((notice) => diagnostic(label, notice, severityOf(notice))),
    ...errors.map((error) => diagnostic(label, error, vscode.DiagnosticSeverity.Warning)).filter(isNews),
  ];
}

/** Hints stand at their place only, not in the list of problems. */
const severityOf = ({ isAside }: Conversion['notices'][number]) =>
  isAside ? vscode.DiagnosticSeverity.Hint : vscode.DiagnosticSeverity.Information;

function diagnostic(
  label: string,
  { code, message, range }: Conversion['notices'][number],
  severity: vscode.DiagnosticSeverity,
): vscode.Diagnostic {
  const place = range ? toRange(range) : new vscode.Range(0, 0, 0, 0);
  const made = new vscode.Diagnostic(place, message, severity);
  made.source = label;
  made.code = code;
  return made;
}
