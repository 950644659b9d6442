/**
 * Collects what is wrong with a text: the error that PyYAML would raise first, and a problem for every broken place.
 * The error's text is Python's `str()` of the exception, made only when an error occurs.
 */
import type { Problem, Severity } from '../base/problem.ts';
import type { Span } from '../base/span.ts';
import { afterBreak, endOfLine, isBreakOrEnd } from './characters.ts';
import { maxProblems } from './limits.ts';
import type { YamlStream } from './nodes.ts';

/** Python classes that loading can end with, and our own limit. */
export type PythonErrorClass =
  | 'ReaderError'
  | 'ScannerError'
  | 'ParserError'
  | 'ComposerError'
  | 'ConstructorError'
  | 'ValueError'
  | 'TypeError'
  | 'KeyError'
  | 'IndexError'
  | 'AttributeError'
  | 'OverflowError'
  | 'RecursionError'
  | 'YamlLimit';

export interface YamlFailure {
  readonly errorClass: PythonErrorClass;
  /** PyYAML's words, e.g. `while parsing a flow sequence`. */
  readonly context?: string | undefined;
  readonly contextAt?: number | undefined;
  readonly problem: string;
  /** Absent for Python's own exceptions, which know no place. */
  readonly problemAt?: number | undefined;
  readonly span: Span;
  /** The problem's message for people: what is wrong, why, and what to do. */
  readonly message: string;
  /** Whether it may be a mere consequence of an error on the line before. */
  readonly structural?: boolean | undefined;
}

/** `ScannerError` → `scanner-error` */
export function kebabCase(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

export class Diagnostics {
  readonly #text: string;
  error: YamlStream['error'] = null;
  /** Index of the document that is being read. */
  document = 0;
  problems: Problem[] = [];
  /** Ends of the line of the last error, and of the line after it; -1 before the first. */
  #lineEnd = -1;
  #nextLineEnd = -1;
  #closed = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** Records an error. The first of a text is what PyYAML raises; consequences of one broken place are not repeated. */
  fail(failure: YamlFailure): void {
    this.error ??= {
      errorClass: failure.errorClass,
      message: pythonErrorText(this.#text, failure),
      document: this.document,
      span: failure.span,
    };
    const near = this.#isNear(failure.span.start, failure.structural === true);
    if (!near) this.add(kebabCase(failure.errorClass), 'error', failure.span, failure.message);
  }

  /** An error that stands for itself wherever it stands (a value that cannot be constructed). */
  failAlone(failure: YamlFailure): void {
    this.error ??= {
      errorClass: failure.errorClass,
      message: pythonErrorText(this.#text, failure),
      document: this.document,
      span: failure.span,
    };
    this.add(kebabCase(failure.errorClass), 'error', failure.span, failure.message);
  }

  add(code: string, severity: Severity, span: Span, message: string): void {
    if (this.#closed || this.problems.length >= maxProblems) return;
    this.problems.push({ code, severity, span, message });
  }

  /** A limit is reached: what follows is no problem of the text. */
  close(): void {
    this.#closed = true;
  }

  /** The problems so far, in the order of the text; the list starts anew. */
  takeProblems(): Problem[] {
    const problems = this.problems;
    this.problems = [];
    this.#lineEnd = -1;
    this.#nextLineEnd = -1;
    if (problems.length > 1) problems.sort((a, b) => a.span.start - b.span.start);
    return problems;
  }

  /** Whether something that was reported before makes this a mere consequence: in the same line, or in the next. */
  #isNear(at: number, structural: boolean): boolean {
    const isNear = at <= (structural ? this.#nextLineEnd : this.#lineEnd);
    if (at > this.#lineEnd) {
      this.#lineEnd = endOfLine(this.#text, at);
      this.#nextLineEnd = endOfLine(this.#text, afterBreak(this.#text, this.#lineEnd));
    }
    return isNear;
  }
}

/** Python's `str()` of the exception. */
export function pythonErrorText(text: string, failure: YamlFailure): string {
  const { context, contextAt, problem, problemAt } = failure;
  if (problemAt === undefined && contextAt === undefined) return problem;
  const lines: string[] = [];
  if (context !== undefined) lines.push(context);
  const place = problemAt === undefined ? '' : placeOf(text, problemAt);
  const contextPlace = contextAt === undefined ? place : placeOf(text, contextAt);
  if (contextAt !== undefined && contextPlace !== place) lines.push(`${contextPlace}:\n${snippet(text, contextAt)}`);
  lines.push(problem);
  if (problemAt !== undefined) lines.push(`${place}:\n${snippet(text, problemAt)}`);
  return lines.join('\n');
}

/** pyyaml: error.py#Mark.__str__ – in code points; a byte order mark has no column. */
function placeOf(text: string, offset: number): string {
  let line = 0;
  let lineStart = 0;
  for (let i = 0; i < offset; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || c === 0x85 || c === 0x2028 || c === 0x2029 || (c === 13 && text.charCodeAt(i + 1) !== 10)) {
      line++;
      lineStart = i + 1;
    }
  }
  let column = 0;
  for (const c of text.slice(lineStart, offset)) if (c !== '\uFEFF') column++;
  return `  in "<unicode string>", line ${line + 1}, column ${column + 1}`;
}

const snippetIndent = 4;
const snippetHalf = 75 / 2 - 1;

/** pyyaml: error.py#Mark.get_snippet */
function snippet(text: string, offset: number): string {
  // Only this many characters can be shown; code points keep their halves together.
  const before = [...text.slice(Math.max(0, offset - 200), offset)];
  const after = [...text.slice(offset, offset + 200)];
  let head = '';
  let start = before.length;
  while (start > 0 && !isBreakOrEnd((before[start - 1] as string).charCodeAt(0))) {
    start--;
    if (before.length - start > snippetHalf) {
      head = ' ... ';
      start += 5;
      break;
    }
  }
  let tail = '';
  let end = 0;
  while (end < after.length && !isBreakOrEnd((after[end] as string).charCodeAt(0))) {
    end++;
    if (end > snippetHalf) {
      tail = ' ... ';
      end -= 5;
      break;
    }
  }
  const shown = before.slice(start).join('') + after.slice(0, end).join('');
  const caret = ' '.repeat(snippetIndent + before.length - start + head.length);
  return `${' '.repeat(snippetIndent)}${head}${shown}${tail}\n${caret}^`;
}
