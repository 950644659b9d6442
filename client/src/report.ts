/** A report as it was given to the server, and the way from places in its text back to the document it came from. */
export interface Report {
  /** URI of the document. */
  readonly uri: string;
  readonly text: string;
  /** The parts of the document that make up the text, in the text's order. */
  readonly parts: readonly ReportPart[];
}

interface ReportPart {
  /** Offset in the report's text. */
  readonly textStart: number;
  /** Offset in the document. */
  readonly documentStart: number;
  readonly length: number;
}

const separator = '\n\n';

/** Joins the selected parts of a document, in the order of the document. */
export function makeReport(
  uri: string,
  selections: readonly { readonly offset: number; readonly text: string }[],
): Report {
  const parts: ReportPart[] = [];
  let text = '';
  for (const selection of [...selections].sort((a, b) => a.offset - b.offset)) {
    if (text !== '') text += separator;
    parts.push({ textStart: text.length, documentStart: selection.offset, length: selection.text.length });
    text += selection.text;
  }
  return { uri, text, parts };
}

/**
 * Where the document has what the report had at `[start, end)`, as offsets. The document may have been edited since: then the nearest
 * place with the same words; `undefined` when there is none.
 */
export function locate(report: Report, start: number, end: number, documentText: string): [number, number] | undefined {
  const words = report.text.slice(start, end);
  const part = report.parts.findLast(({ textStart }) => textStart <= start);
  if (words === '' || !part) return undefined;
  const expected = part.documentStart + Math.min(start - part.textStart, part.length);
  if (documentText.startsWith(words, expected)) return [expected, expected + words.length];
  const before = documentText.lastIndexOf(words, expected);
  const after = documentText.indexOf(words, expected);
  if (before < 0 && after < 0) return undefined;
  const nearest = before < 0 || (after >= 0 && after - expected < expected - before) ? after : before;
  return [nearest, nearest + words.length];
}
