import { expect } from 'vitest';
import type { InitializeResult } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Position, Range } from 'vscode-languageserver-types';
import type { RandomNumbers } from '../harness/random.ts';
import type { Editor } from './editor.ts';

interface Cursor {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
  readonly range: Range;
}

const options = { tabSize: 4, insertSpaces: true };

/** What an editor asks while somebody types, by the capability that says whether the server answers. */
const requests: readonly (readonly [capability: string, method: string, params: (cursor: Cursor) => object])[] = [
  ['hoverProvider', 'hover', ({ textDocument, position }) => ({ textDocument, position })],
  ['completionProvider', 'completion', ({ textDocument, position }) => ({ textDocument, position })],
  ['signatureHelpProvider', 'signatureHelp', ({ textDocument, position }) => ({ textDocument, position })],
  ['definitionProvider', 'definition', ({ textDocument, position }) => ({ textDocument, position })],
  [
    'referencesProvider',
    'references',
    ({ textDocument, position }) => ({ textDocument, position, context: { includeDeclaration: true } }),
  ],
  ['documentHighlightProvider', 'documentHighlight', ({ textDocument, position }) => ({ textDocument, position })],
  ['documentSymbolProvider', 'documentSymbol', ({ textDocument }) => ({ textDocument })],
  [
    'codeActionProvider',
    'codeAction',
    ({ textDocument, range }) => ({ textDocument, range, context: { diagnostics: [] } }),
  ],
  ['codeLensProvider', 'codeLens', ({ textDocument }) => ({ textDocument })],
  ['documentLinkProvider', 'documentLink', ({ textDocument }) => ({ textDocument })],
  ['documentFormattingProvider', 'formatting', ({ textDocument }) => ({ textDocument, options })],
  [
    'documentRangeFormattingProvider',
    'rangeFormatting',
    ({ textDocument, range }) => ({ textDocument, range, options }),
  ],
  ['foldingRangeProvider', 'foldingRange', ({ textDocument }) => ({ textDocument })],
  [
    'selectionRangeProvider',
    'selectionRange',
    ({ textDocument, position }) => ({ textDocument, positions: [position] }),
  ],
  ['semanticTokensProvider', 'semanticTokens/full', ({ textDocument }) => ({ textDocument })],
  ['inlayHintProvider', 'inlayHint', ({ textDocument, range }) => ({ textDocument, range })],
  ['renameProvider', 'prepareRename', ({ textDocument, position }) => ({ textDocument, position })],
  ['renameProvider', 'rename', ({ textDocument, position }) => ({ textDocument, position, newName: 'renamed' })],
  ['linkedEditingRangeProvider', 'linkedEditingRange', ({ textDocument, position }) => ({ textDocument, position })],
];

/** What may be said no to, with words for a person, or because the text has changed meanwhile. */
const refusals = new Set([-32803, -32802, -32801, -32800]);

export type Ask = (random: RandomNumbers, editor: Editor, document: TextDocument) => Promise<unknown>;

/** Asks one of the things that the server can answer, somewhere in a document. */
export function featureRequests(capabilities: InitializeResult['capabilities']): Ask {
  const known = requests.filter(([capability]) => (capabilities as Record<string, unknown>)[capability]);
  return async (random, editor, document) => {
    const [, method, params] = random.oneOf(known);
    const { length } = document.getText();
    const at = random.below(length + 1);
    const range = { start: document.positionAt(at), end: document.positionAt(at + random.below(200)) };
    const cursor = { textDocument: { uri: document.uri }, position: range.start, range };
    try {
      return await editor.connection.sendRequest(`textDocument/${method}`, params(cursor));
    } catch (error) {
      if (refusals.has((error as { code?: number }).code ?? 0)) return null;
      throw new Error(`${method} at ${at} of ${JSON.stringify(document.getText())}: ${String(error)}`);
    }
  };
}

/** Every range of an answer lies in one of the texts that it may be about; what is about other documents is skipped. */
export function expectInside(documents: readonly TextDocument[], answer: unknown): void {
  const outside = documents.map((document) => firstOutside(document, answer));
  if (!outside.includes(undefined)) expect(outside[0]).toBe('a range inside the text');
}

function firstOutside(document: TextDocument, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const { uri, targetUri, start, end } = value as {
    uri?: string;
    targetUri?: string;
    start?: unknown;
    end?: unknown;
  };
  if ((uri ?? targetUri ?? document.uri) !== document.uri) return undefined;
  if (isPosition(start) && isPosition(end)) {
    const isOrdered = document.offsetAt(start) <= document.offsetAt(end);
    return isOrdered && isInside(document, start) && isInside(document, end) ? undefined : value;
  }
  return Object.values(value)
    .map((part) => firstOutside(document, part))
    .find((found) => found !== undefined);
}

function isInside(document: TextDocument, position: Position): boolean {
  const { line, character } = document.positionAt(document.offsetAt(position));
  return line === position.line && character === position.character;
}

function isPosition(value: unknown): value is Position {
  return typeof value === 'object' && value !== null && 'line' in value && 'character' in value;
}
