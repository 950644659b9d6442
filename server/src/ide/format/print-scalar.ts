/** Scalars and flow collections as they are written, at another column. */
import type { Span } from '../../base/span.ts';
import type { YamlNode, YamlScalar } from '../../yaml/nodes.ts';
import { contentSpan } from '../../yaml/source-offset.ts';

export interface Columns {
  /** Where the key or dash that the value belongs to stood. */
  readonly before: number;
  /** Where it stands now. */
  readonly after: number;
  /** Where lines below it begin. */
  readonly content: number;
}

/** The lines of a scalar; `end` is that of its span, or behind the blank lines that are its content. */
export function printScalar(text: string, scalar: YamlScalar, end: number, columns: Columns): string[] {
  const { style, span } = scalar;
  const lines = linesOf(text, { start: span.start, end });
  if (style === 'literal' || style === 'folded') return blockLines(lines, columns);
  if (lines.length > 1) return flowLines(lines, columns.content);
  if (style !== 'double') return lines;
  const content = contentSpan(text, scalar);
  const quoted = singleQuoted(text, scalar, content);
  return quoted === undefined ? lines : [text.slice(span.start, content.start) + quoted];
}

/** A flow collection, whose lines keep their places among each other. */
export function printFlow(text: string, span: Span, { before, after }: Columns): string[] {
  return shifted(linesOf(text, span), after - before);
}

/** How many characters of blank lines behind a node belong to its content, because its last scalar keeps them (`|+`). */
export function keptBlankLines(text: string, node: YamlNode, end: number): number {
  const last = lastScalar(node);
  if (last?.style !== 'literal' && last?.style !== 'folded') return 0;
  if (last.span.end !== end || !/^[|>]\d?\+/.test(text.slice(contentSpan(text, last).start))) return 0;
  return /^(?:\r?\n[ ]*(?=\r?\n))*/.exec(text.slice(end))?.[0].length ?? 0;
}

function lastScalar(node: YamlNode): YamlScalar | undefined {
  if (node.kind === 'scalar') return node;
  const last = node.kind === 'map' ? node.pairs.at(-1)?.value : node.items.at(-1);
  return last && lastScalar(last);
}

function linesOf(text: string, { start, end }: Span): string[] {
  return text.slice(start, end).split(/\r?\n/);
}

const isBlank = (line: string) => /^[ \t]*$/.test(line);
const leadingSpaces = (line: string) => /^ */.exec(line)?.[0].length ?? 0;

function shifted([first = '', ...others]: readonly string[], by: number): string[] {
  const shift = (line: string) => {
    if (isBlank(line)) return line;
    return by >= 0 ? ' '.repeat(by) + line : line.slice(Math.min(-by, leadingSpaces(line)));
  };
  return [first, ...others.map(shift)];
}

/** White space in front of the lines of a plain or quoted scalar means nothing. */
function flowLines(lines: readonly string[], content: number): string[] {
  const columns = lines
    .slice(1)
    .filter((line) => !isBlank(line))
    .map(leadingSpaces);
  return columns.length === 0 ? [...lines] : shifted(lines, content - Math.min(...columns));
}

/** Of a block scalar the indentation of the first line that is not blank is none of its content. */
function blockLines(lines: readonly string[], { before, after, content }: Columns): string[] {
  const [header = '', ...others] = lines;
  const isExplicit = /^(?:[&!]\S*\s+)*[|>][+-]?\d/.test(header);
  const firstLine = others.find((line) => !isBlank(line));
  if (firstLine === undefined) return [...lines];
  const indent = leadingSpaces(firstLine);
  const by = isExplicit ? after - before : content - indent;
  const shift = (line: string) => {
    if (isBlank(line) && line.length <= indent) return '';
    return by >= 0 ? ' '.repeat(by) + line : line.slice(-by);
  };
  return [header.trimEnd(), ...others.map(shift)];
}

/** Single quotes in the place of double ones, where the text needs no escapes. */
function singleQuoted(text: string, scalar: YamlScalar, { start, end }: Span): string | undefined {
  const isPlain = /^[\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/.test(scalar.text) && !scalar.text.includes("'");
  if (!isPlain || text[end - 1] !== '"' || /\\[^"\\/]/.test(text.slice(start, end).replace(/\\\\/g, '')))
    return undefined;
  return `'${scalar.text}'`;
}
