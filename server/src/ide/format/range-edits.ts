/** Formatting of some lines: as few others as possible change with them, and none when their neighbours still say the same. */
import { covers, type Span } from '../../base/span.ts';
import type { TextEdit } from '../../lint/define-rule.ts';
import type { YamlNode, YamlStream } from '../../yaml/nodes.ts';

/** The lines that a selection touches, with their ends; one that ends where a line begins does not touch it. */
export function linesOfRange(text: string, { start, end }: Span): Span {
  const last = end > start && text[end - 1] === '\n' ? end - 1 : end;
  return wholeLines(text, { start, end: last });
}

/**
 * Of the edits of a text those in some lines. Where they alone would not do, because indentation is shared, also those in the block around
 * the lines, step by step; `keepsMeaning` judges a choice.
 */
export function editsInLines(
  { text, documents }: YamlStream,
  edits: readonly TextEdit[],
  lines: Span,
  keepsMeaning: (edits: readonly TextEdit[]) => boolean,
): readonly TextEdit[] | undefined {
  const blocks = documents.flatMap(({ root, span }) =>
    root && overlaps(span, lines) ? [blocksAround(text, root, lines)] : [],
  );
  const candidates = [lines, ...(blocks.length === 1 ? (blocks[0] ?? []) : []), { start: 0, end: text.length }];
  let tried = -1;
  for (const candidate of candidates) {
    const chosen = edits.filter(({ span }) => overlaps(span, candidate));
    if (chosen.length === 0) return [];
    if (chosen.length === tried || !chosen.every(({ span }) => covers(candidate, span))) continue;
    if (keepsMeaning(chosen)) return chosen;
    tried = chosen.length;
  }
  return undefined;
}

/** From the entries that the lines touch to the whole mapping or list around them, inner ones first. */
function blocksAround(text: string, node: YamlNode, lines: Span): Span[] {
  if (node.kind === 'scalar' || node.flow) return [];
  const entries =
    node.kind === 'map'
      ? node.pairs.map(({ span, value }) => ({ span, value }))
      : node.items.map((item) => ({ span: item.span, value: item }));
  const touched = entries.filter(({ span }) => overlaps(wholeLines(text, span), lines));
  const [first, last] = [touched[0], touched.at(-1)];
  if (!first || !last) return [];
  return [
    ...(first === last ? blocksAround(text, first.value, lines) : []),
    wholeLines(text, { start: first.span.start, end: last.span.end }),
    wholeLines(text, node.span),
  ];
}

function wholeLines(text: string, { start, end }: Span): Span {
  const newline = text.indexOf('\n', end);
  return {
    start: start <= 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1,
    end: newline < 0 ? text.length : newline + 1,
  };
}

/** Whether an edit or a block shares a character with the lines; an insertion belongs to the line that it stands in. */
function overlaps(span: Span, lines: Span): boolean {
  if (span.start === span.end) return lines.start <= span.start && span.start < Math.max(lines.end, lines.start + 1);
  return span.start < lines.end && lines.start < span.end;
}
