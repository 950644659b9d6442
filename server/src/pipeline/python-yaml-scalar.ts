/** How PyYAML writes a scalar: plain, in single or in double quotes, folded at spaces beyond the width. As edits of the text. */
import { resolvePlain, Tag } from '../yaml/resolve.ts';

export interface ScalarEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type ScalarStyle = '' | "'" | '"';

export interface ScalarPlace {
  /** Column of the scalar's first character, its quote included. */
  readonly column: number;
  readonly indent: number;
  readonly isKey: boolean;
  /** PyYAML has two emitters, which fold differently between double quotes. */
  readonly libyaml: boolean;
}

const width = 80;

interface Analysis {
  readonly multiline: boolean;
  readonly plain: boolean;
  readonly single: boolean;
}

const isBlank = (character: string | undefined) =>
  character === undefined || /[\0 \t\r\n\x85\u2028\u2029]/.test(character);

/** pyyaml: emitter.py#analyze_scalar, for block context and without characters beyond ASCII. */
function analyze(text: string): Analysis {
  if (text === '') return { multiline: false, plain: true, single: true };
  const breaks = /[\n\x85\u2028\u2029]/;
  const special = /[^\n\x20-\x7e]/.test(text) || /[ ][\n\x85\u2028\u2029]/.test(text);
  const breakSpace = /[\n\x85\u2028\u2029] /.test(text);
  const multiline = breaks.test(text);
  const edges = /^[ \n\x85\u2028\u2029]|[ \n\x85\u2028\u2029]$/.test(text);
  return {
    multiline,
    plain: !special && !breakSpace && !multiline && !edges && !hasBlockIndicators(text),
    single: !special && !breakSpace,
  };
}

function hasBlockIndicators(text: string): boolean {
  if (text.startsWith('---') || text.startsWith('...')) return true;
  if (/^[#,[\]{}&*!|>'"%@`]/.test(text)) return true;
  if (/^[?:-]/.test(text) && isBlank(text[1])) return true;
  return /:(?:[\0 \t\r\n\x85\u2028\u2029]|$)/.test(text.slice(1)) || /[\0 \t\r\n\x85\u2028\u2029]#/.test(text);
}

export function scalarStyle(text: string, isKey: boolean): ScalarStyle {
  const analysis = analyze(text);
  const fits = !(isKey && analysis.multiline);
  if (analysis.plain && fits && resolvePlain(text) === Tag.str) return '';
  return analysis.single && fits ? "'" : '"';
}

export function isMultiline(text: string): boolean {
  return analyze(text).multiline;
}

export function scalarEdits(text: string, style: ScalarStyle, place: ScalarPlace): ScalarEdit[] {
  if (style === '"') return place.libyaml ? doubleQuotedLibyaml(text, place) : doubleQuotedPython(text, place);
  return foldedEdits(text, style, place);
}

const newLine = (indent: number) => `\n${' '.repeat(indent)}`;

/** Plain and single-quoted text: a single space beyond the width becomes a line break, a line break an empty line. */
function foldedEdits(text: string, style: ScalarStyle, { column: start, indent, isKey }: ScalarPlace): ScalarEdit[] {
  const edits: ScalarEdit[] = [];
  let column = start + style.length;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (character === '\n') {
      const end = endOfRun(text, i);
      edits.push({ start: i, end, text: `\n${'\n'.repeat(end - i)}${' '.repeat(indent)}` });
      i = end - 1;
      column = indent;
    } else if (character === ' ' && foldsAt(text, i, style) && !isKey && column > width) {
      edits.push({ start: i, end: i + 1, text: newLine(indent) });
      column = indent;
    } else if (character === "'" && style === "'") {
      edits.push({ start: i, end: i + 1, text: "''" });
      column += 2;
    } else column++;
  }
  return edits;
}

function endOfRun(text: string, start: number): number {
  let end = start;
  while (text[end] === '\n') end++;
  return end;
}

function foldsAt(text: string, index: number, style: ScalarStyle): boolean {
  if (text[index - 1] === ' ' || text[index + 1] === ' ') return false;
  return style === '' || (index > 0 && index < text.length - 1);
}

const escapes: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\x85': '\\N',
  '\xa0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function escapeOf(character: string): string | undefined {
  if (escapes[character] !== undefined) return escapes[character];
  if (/^[\x20-\x7e]$/.test(character)) return undefined;
  const code = character.codePointAt(0) as number;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

function doubleQuotedLibyaml(text: string, { column: start, indent, isKey }: ScalarPlace): ScalarEdit[] {
  const edits: ScalarEdit[] = [];
  let column = start + 1;
  let afterSpace = false;
  for (let i = 0; i < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(i) as number);
    const end = i + character.length;
    const escaped = escapeOf(character);
    if (escaped !== undefined) {
      edits.push({ start: i, end, text: escaped });
      column += escaped.length;
    } else if (character === ' ' && !isKey && !afterSpace && column > width && i > 0 && end < text.length) {
      const mark = text[end] === ' ' ? '\\' : '';
      edits.push({ start: i, end, text: newLine(indent) + mark });
      column = indent + mark.length;
    } else column++;
    afterSpace = character === ' ';
    i = end;
  }
  return edits;
}

/** pyyaml: emitter.py#write_double_quoted – a line ends with a backslash, at a space or behind an escape. */
function doubleQuotedPython(text: string, { column: first, indent, isKey }: ScalarPlace): ScalarEdit[] {
  const edits: ScalarEdit[] = [];
  const points = [...text];
  let column = first + 1;
  /** Index of the character, and of the first that is not yet written. */
  let start = 0;
  let offset = 0;
  for (let end = 0; end <= points.length; end++) {
    const character = points[end];
    const escaped = character === undefined ? undefined : escapeOf(character);
    if (character === undefined || escaped !== undefined) {
      column += end - start;
      start = end;
      if (escaped !== undefined) {
        edits.push({ start: offset, end: offset + (character as string).length, text: escaped });
        column += escaped.length;
        start = end + 1;
      }
    }
    if (
      end > 0 &&
      end < points.length - 1 &&
      (character === ' ' || start >= end) &&
      column + end - start > width &&
      !isKey
    ) {
      const at = start > end ? offset + (character as string).length : offset;
      if (start < end) start = end;
      const mark = points[start] === ' ' ? '\\' : '';
      addFold(edits, at, `\\${newLine(indent)}${mark}`);
      column = indent + mark.length;
    }
    offset += character?.length ?? 0;
  }
  return edits;
}

/** A fold right behind an escape becomes part of its edit. */
function addFold(edits: ScalarEdit[], at: number, text: string): void {
  const last = edits.at(-1);
  if (last?.end === at) edits[edits.length - 1] = { ...last, text: last.text + text };
  else edits.push({ start: at, end: at, text });
}
