/** What `convert --json` prints of a file. */
import { LineIndex } from '../base/line-index.ts';
import type { Span } from '../base/span.ts';
import { type ConvertedFile, conversionRecordLine } from '../services/convert.ts';

interface RecordOptions {
  /** Named by the first key, where there are several. */
  readonly target: string | undefined;
  /** Also prints notices and where the parts of each query come from. */
  readonly details: boolean;
}

/** The record as a line; without details it is the one that pySigma's results are recorded as. */
export function recordLine(text: string, converted: ConvertedFile, { target, details }: RecordOptions): string {
  const line = conversionRecordLine(converted.record);
  const named = target === undefined ? line : `{"target": ${JSON.stringify(target)}, ${line.slice(1)}`;
  return `${details ? `${named.slice(0, -1)}, ${JSON.stringify(detailsOf(text, converted)).slice(1)}` : named}\n`;
}

/** Lines and columns are counted from 1, places in a query from 0. */
function detailsOf(text: string, { queries }: ConvertedFile) {
  const lines = new LineIndex(text);
  const place = (offset: number) => {
    const { line, character } = lines.positionAt(offset);
    return { line: line + 1, column: character + 1 };
  };
  const range = ({ start, end }: Span) => ({ start: place(start), end: place(end) });
  const notices = queries.flatMap((query, index) =>
    query.notices.map(({ code, message, span }) => ({
      query: index,
      code,
      message,
      ...(span && { range: range(span) }),
    })),
  );
  const source_map = queries.map((query) => ({
    text: query.text,
    parts: query.sourceMap.map(({ query: part, rule }) => ({ start: part.start, end: part.end, range: range(rule) })),
  }));
  return { notices, source_map };
}
