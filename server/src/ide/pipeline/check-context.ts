import type { Problem, Severity } from '../../base/problem.ts';
import type { Span } from '../../base/span.ts';
import { nearest } from '../../lint/nearest.ts';
import type { PipelineVocabulary } from './vocabulary.ts';

/** Where the parts of the check put what they find. */
export interface CheckContext {
  readonly text: string;
  readonly vocabulary: PipelineVocabulary;
  /** Something that keeps the file from being loaded. */
  error(span: Span, message: string): void;
  report(severity: Severity, code: string, span: Span, message: string, tag?: Problem['tag']): void;
}

export function checkContext(text: string, problems: Problem[], vocabulary: PipelineVocabulary): CheckContext {
  const report: CheckContext['report'] = (severity, code, span, message, tag) =>
    void problems.push({ code, severity, span, message, ...(tag && { tag }) });
  return {
    text,
    vocabulary,
    report,
    error: (span, message) => report('error', 'sigma-configuration-error', span, message),
  };
}

/** What a person may have meant, or what there is. */
export function suggestion(word: string, known: readonly string[]): string {
  const guess = nearest(word, known);
  return guess ? `Did you mean "${guess}"?` : `Use one of: ${known.join(', ')}.`;
}
