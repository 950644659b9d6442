/**
 * The formatter: SigmaHQ's style for rules, correlations and filters, in text and out as edits. It moves keys, changes white space and
 * quotes, and nothing else: it reads its own result again and takes it back when that does not say the same.
 */
import { lineEndOf } from '../../base/line-ends.ts';
import type { Span } from '../../base/span.ts';
import type { TextEdit } from '../../lint/define-rule.ts';
import { suppressionsOf } from '../../lint/suppressions.ts';
import { parseSigma, type SigmaParse } from '../../sigma/parse-sigma.ts';
import type { YamlDocument } from '../../yaml/nodes.ts';
import { lineEdits, withEdits } from './line-edits.ts';
import { printDocument } from './print-document.ts';
import { editsInLines, linesOfRange } from './range-edits.ts';
import { changeOfMeaning } from './same-meaning.ts';
import { Unprintable } from './unprintable.ts';

export interface Formatted {
  /** The whole text as it should be; as it was where `refusal` says why. */
  readonly text: string;
  /** From the text before to `text`: few, small, in order. */
  readonly edits: readonly TextEdit[];
  /** Why the text is left as it is, for people. */
  readonly refusal?: { readonly message: string; readonly span: Span };
}

export interface FormatOptions {
  /** Formats only the lines that this touches, and what must change with them; moves no key. */
  readonly range?: Span;
}

/** Formats the Sigma documents of a text; others stay as they are. Never throws. */
export function formatSigma(parse: SigmaParse, options: FormatOptions = {}): Formatted {
  const { text } = parse;
  const refuse = (message: string, span: Span): Formatted => ({ text, edits: [], refusal: { message, span } });
  const broken = brokenYaml(parse);
  if (broken) return refuse(`Not formatted, because the YAML cannot be read: ${broken.message}`, broken.span);
  const oddBreak = /\r(?!\n)|[\x85\u2028\u2029]/.exec(text);
  if (oddBreak) {
    const span = { start: oddBreak.index, end: oddBreak.index + 1 };
    return refuse('Not formatted, because a line ends with a character other than LF or CRLF. Replace it first.', span);
  }
  try {
    const lines = options.range && linesOfRange(text, options.range);
    const formatted = print(parse, lines);
    if (formatted === text) return { text, edits: [] };
    if (lines) {
      const some = formatLines(parse, lineEdits(text, formatted), lines);
      if (some) return some;
    }
    const change = changeOfMeaning(parse, readAgain(formatted, parse));
    if (change === undefined) return { text: formatted, edits: lineEdits(text, formatted) };
    return refuse(`Not formatted, because ${change} on the way. Please report this rule.`, { start: 0, end: 0 });
  } catch (error) {
    if (!(error instanceof Unprintable)) throw error;
    return refuse(`Not formatted, because the document ${error.message}.`, error.span);
  }
}

function formatLines(parse: SigmaParse, all: readonly TextEdit[], lines: Span): Formatted | undefined {
  const edited = (edits: readonly TextEdit[]) => withEdits(parse.text, edits);
  const keepsMeaning = (edits: readonly TextEdit[]) =>
    changeOfMeaning(parse, readAgain(edited(edits), parse)) === undefined;
  const edits = editsInLines(parse.yaml, all, lines, keepsMeaning);
  return edits && { text: edited(edits), edits };
}

/** Errors after which the nodes are not the whole text. A value that cannot be made (a date in a 13th month) is none. */
const syntaxErrors: ReadonlySet<string> = new Set([
  'reader-error',
  'scanner-error',
  'parser-error',
  'composer-error',
  'recursion-error',
  'recursive-alias',
  'yaml-limit',
]);

function brokenYaml({ yaml }: SigmaParse): { readonly message: string; readonly span: Span } | undefined {
  return yaml.documents.flatMap(({ problems }) => problems).find(({ code }) => syntaxErrors.has(code));
}

/** The documents that were Sigma are read as Sigma again, whatever was the reason. */
function readAgain(text: string, { yaml, collection }: SigmaParse): SigmaParse {
  const everything = collection.skippedDocuments.length === 0 && yaml.documents.some(({ root }) => root !== null);
  return parseSigma(text, { treatAsSigma: everything });
}

function print(parse: SigmaParse, range: Span | undefined): string {
  const { text, yaml } = parse;
  const skipped = new Set(parse.collection.skippedDocuments);
  const lineEnd = lineEndOf(text);
  const comments = rangeComments(parse);
  let printed = '';
  let at = 0;
  for (const [index, document] of yaml.documents.entries()) {
    if (document.root === null || skipped.has(index) || (range && !touchesDocument(document, range))) continue;
    const start = document.span.start + (text[document.span.start] === '\ufeff' ? 1 : 0);
    // A block scalar at the very end of the text gets a line break into its content with a final one.
    const isOpen = document.span.end >= text.length && !text.endsWith('\n') && endsInBlockScalar(document);
    const span = { start, end: document.span.end };
    const keepsOrder = comments.some((offset) => offset >= span.start && offset < span.end);
    const lines = printDocument(text, { ...document, span }, { range: isOpen ? (range ?? span) : range, keepsOrder });
    const end = isOpen ? '' : lineEnd;
    printed += text.slice(at, start) + lines.join(lineEnd) + end;
    at = document.span.end;
  }
  return printed + text.slice(at);
}

/** Offsets of the comments that silence checks from one to the next: what stands between them has to stay there. */
function rangeComments(parse: SigmaParse): number[] {
  const found = suppressionsOf(parse)?.suppressions.all ?? [];
  const of = (wanted: string) => found.filter(({ kind }) => kind === wanted).map(({ span }) => span.start);
  const [disabling, enabling] = [of('disable'), of('enable')];
  return disabling.length > 0 && enabling.length > 0 ? [...disabling, ...enabling] : [];
}

function touchesDocument({ span }: YamlDocument, range: Span): boolean {
  return span.start <= range.end && range.start <= span.end;
}

function endsInBlockScalar({ root }: YamlDocument): boolean {
  let node = root;
  while (node && node.kind !== 'scalar')
    node = (node.kind === 'map' ? node.pairs.at(-1)?.value : node.items.at(-1)) ?? null;
  return node?.style === 'literal' || node?.style === 'folded';
}
