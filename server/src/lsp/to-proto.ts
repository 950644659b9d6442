import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic, Location, Range, TextEdit } from 'vscode-languageserver-types';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-types';
import { lineEndOf, withWholeLineEnds } from '../base/line-ends.ts';
import type { Problem, Severity } from '../base/problem.ts';
import type { Span } from '../base/span.ts';
import { checkPageUrl } from '../lint/check-page.ts';
import type { RelatedPlace, TextEdit as SpanEdit } from '../lint/define-rule.ts';

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated };

/** The span as lines and UTF-16 characters. */
export function toRange(document: TextDocument, span: Span): Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}

/** Edits as the protocol has them: none begins or ends within CRLF, and what they put in has the line ends of the document. */
export function toTextEdits(document: TextDocument, edits: readonly SpanEdit[]): TextEdit[] {
  const text = document.getText();
  const lineEnd = lineEndOf(text);
  return edits.map((edit) => {
    const { span, newText } = withWholeLineEnds(text, edit);
    return { range: toRange(document, span), newText: newText.replace(/\r\n|\r|\n/g, lineEnd) };
  });
}

/** A place in a file of the workspace; `undefined` when nothing is known of the file. */
export type Locate = (path: string, span: Span) => Location | undefined;

export function toDiagnostic(
  document: TextDocument,
  problem: Problem & { readonly related?: readonly RelatedPlace[] },
  locate: Locate = () => undefined,
): Diagnostic {
  return toDiagnosticAt(toRange(document, problem.span), problem, ({ path, span }) =>
    path === undefined ? { uri: document.uri, range: toRange(document, span) } : locate(path, span),
  );
}

/** A problem whose place is known already. */
export function toDiagnosticAt(
  range: Range,
  problem: Omit<Problem, 'span'> & { readonly related?: readonly RelatedPlace[] },
  locate: (place: RelatedPlace) => Location | undefined = () => undefined,
): Diagnostic {
  const relatedInformation = (problem.related ?? []).flatMap((place) => {
    const location = locate(place);
    return location ? [{ location, message: place.message }] : [];
  });
  const href = checkPageUrl(problem.code);
  return {
    range,
    severity: severities[problem.severity],
    code: problem.code,
    ...(href !== undefined && { codeDescription: { href } }),
    source: 'sigma',
    message: problem.message,
    ...(problem.tag && { tags: [tags[problem.tag]] }),
    ...(relatedInformation.length > 0 && { relatedInformation }),
  };
}
