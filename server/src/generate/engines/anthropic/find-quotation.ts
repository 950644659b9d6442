import type { Span } from '../../../base/span.ts';
import type { NormalisedText } from '../../steps/normalise-text.ts';

const shortest = 4;
const longest = 1000;

/**
 * Where the report has a quotation, as a place in the original text; `undefined` when it is not literally there. Only white space may differ: models put the lines of a paragraph
 * together.
 */
export function findQuotation(quotation: string, report: NormalisedText): Span | undefined {
  const words = quotation.trim();
  if (words.length < shortest || words.length > longest) return undefined;
  const exact = report.text.indexOf(words);
  if (exact >= 0) return report.originalSpan(exact, exact + words.length);
  const pattern = words
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+');
  const match = new RegExp(pattern).exec(report.text);
  return match === null ? undefined : report.originalSpan(match.index, match.index + match[0].length);
}
