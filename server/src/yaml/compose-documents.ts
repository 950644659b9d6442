/** The documents of a stream, with their directives and markers. pyyaml: parser.py#parse_document_start, composer.py */
import { composeNode } from './compose-node.ts';
import { absorb, endsDocument, readStray } from './compose-repair.ts';
import type { Composer, OpenMap, OpenSeq } from './composer.ts';
import { constructDocument } from './construct-document.ts';
import { Diagnostics } from './diagnostics.ts';
import { maxDocuments } from './limits.ts';
import type { YamlDocument, YamlNode } from './nodes.ts';
import { pythonStringRepr } from './python-repr.ts';
import { type Directive, pythonTokenId, Token } from './tokens.ts';

/** `undefined`: there are more than `maxDocuments`. */
export function readDocuments(composer: Composer, text: string): YamlDocument[] | undefined {
  const { scanner } = composer;
  const documents: YamlDocument[] = [];
  const first = scanner.peek();
  if (first !== Token.directive && first !== Token.documentStart && first !== Token.streamEnd) {
    documents.push(readDocument(composer, text, { start: 0, explicit: false }));
  }
  for (;;) {
    composer.diagnostics.document = documents.length;
    while (scanner.peek() === Token.documentEnd) scanner.take();
    if (scanner.peek() === Token.streamEnd) break;
    if (documents.length === maxDocuments) return undefined;
    documents.push(readNextDocument(composer, text));
  }
  const left = composer.diagnostics.takeProblems();
  if (left.length > 0) addProblems(documents, text, left);
  return documents;
}

/** Problems that come up when the last document is already read belong to it. */
function addProblems(documents: YamlDocument[], text: string, problems: YamlDocument['problems']): void {
  const last = documents.pop() ?? { span: { start: 0, end: text.length }, root: null, problems: [] };
  documents.push({ ...last, problems: [...last.problems, ...problems] });
}

function readNextDocument(composer: Composer, text: string): YamlDocument {
  const { scanner } = composer;
  composer.startDocument(readDirectives(composer));
  if (scanner.peek() === Token.documentStart) {
    scanner.take();
    return readDocument(composer, text, { start: scanner.lastEnd, explicit: true });
  }
  failDocumentStart(composer);
  return readDocument(composer, text, { start: scanner.start, explicit: false });
}

function failDocumentStart(composer: Composer): void {
  const { scanner } = composer;
  composer.diagnostics.fail({
    errorClass: 'ParserError',
    problem: `expected '<document start>', but found ${pythonTokenId(scanner.peek())}`,
    problemAt: scanner.start,
    span: scanner.tokenSpan,
    message:
      'The document ends before this line, because the line is indented less than the first one or follows a complete ' +
      'value. Correct the indentation, or separate documents with “---”.',
    structural: true,
  });
}

/** pyyaml: parser.py#process_directives */
function readDirectives(composer: Composer): Map<string, string> {
  const { scanner, diagnostics } = composer;
  const handles = new Map<string, string>();
  let versions = 0;
  const fail = (problem: string, message: string): void => {
    const { start, end } = scanner;
    diagnostics.fail({ errorClass: 'ParserError', problem, problemAt: start, span: { start, end }, message });
  };
  while (scanner.peek() === Token.directive) {
    const directive = scanner.value as Directive;
    if (directive.name === 'YAML') {
      if (versions++ > 0)
        fail('found duplicate YAML directive', 'A document has one %YAML directive. Remove this one.');
      else if (directive.major !== 1n) {
        fail(
          'found incompatible YAML document (version 1.* is required)',
          'Only YAML 1 can be read. Remove the directive or write “%YAML 1.1”.',
        );
      }
    } else if (directive.name === 'TAG') {
      if (handles.has(directive.handle)) {
        fail(
          `duplicate tag handle ${pythonStringRepr(directive.handle)}`,
          `The tag handle “${directive.handle}” is already declared. Remove this directive.`,
        );
      } else handles.set(directive.handle, directive.prefix);
    }
    scanner.take();
  }
  return handles;
}

function readDocument(composer: Composer, text: string, begin: { start: number; explicit: boolean }): YamlDocument {
  const { scanner, diagnostics } = composer;
  const noContent = begin.explicit && endsDocument(scanner.peek());
  const composed = noContent ? null : composeNode(composer, 'block');
  const next = scanner.peek();
  const end = endsDocument(next) ? scanner.start : text.length;
  if (next === Token.documentEnd) scanner.take();
  let root = composed === null ? null : constructDocument(composer.state, composed, diagnostics, text);
  if (endsDocument(next)) {
    return { span: { start: begin.start, end }, root: emptyAsNull(root), problems: diagnostics.takeProblems() };
  }
  // PyYAML has handed out this document when it meets what follows.
  diagnostics.document++;
  failDocumentStart(composer);
  root = readJunk(composer, composed, text);
  return {
    span: { start: begin.start, end: endsDocument(scanner.peek()) ? scanner.start : text.length },
    root: emptyAsNull(root),
    problems: diagnostics.takeProblems(),
  };
}

/** Repair: adds what stands between a document's end and the next marker to the document, if it fits. */
function readJunk(composer: Composer, composed: YamlNode | null, text: string): YamlNode | null {
  const { scanner, state } = composer;
  let root = composed;
  while (!endsDocument(scanner.peek())) {
    const stray = readStray(composer);
    if (stray === null) continue;
    const isCollection = stray.kind !== 'scalar';
    if (root === null || emptyAsNull(root) === null || (root.kind === 'scalar' && isCollection)) root = stray;
    else absorb(root, stray);
  }
  if (root === null) return null;
  const index = state.collections.indexOf(root as OpenMap | OpenSeq);
  if (index >= 0) state.collections.push(...state.collections.splice(index, 1));
  return constructDocument(state, root, new Diagnostics(text), text);
}

/** An empty document has no root, unless a tag or an anchor makes one. */
function emptyAsNull(root: YamlNode | null): YamlNode | null {
  const isEmpty = root !== null && root.kind === 'scalar' && root.value === null && root.span.start === root.span.end;
  return isEmpty ? null : root;
}
