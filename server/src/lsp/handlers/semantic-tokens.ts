import type {
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensEdit,
  SemanticTokensParams,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type SemanticToken, tokenModifiers, tokenTypes } from '../../ide/semantic-tokens/legend.ts';
import { semanticTokens } from '../../ide/semantic-tokens/semantic-tokens.ts';
import { toSpan } from '../from-proto.ts';
import { guard } from '../guard.ts';
import type { RegisterHandler } from '../session.ts';

export const semanticTokensOptions = {
  legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
  full: { delta: true },
  range: true,
};

const fallback: { value: SemanticTokens } = { value: { data: [] } };

export const semanticTokensHandler: RegisterHandler = ({ connection, documents }) => {
  const told = new LastAnswers((uri) => documents.document(uri) !== undefined);
  const { semanticTokens: requests } = connection.languages;
  requests.on(
    guard<SemanticTokensParams, SemanticTokens>(
      'semanticTokens',
      connection.console,
      ({ textDocument: { uri } }, token) => {
        const sigma = documents.get(uri);
        if (!sigma) return { data: [] };
        return told.remember(uri, encode(sigma.document, semanticTokens(sigma.parse, { token })));
      },
      fallback,
    ),
  );
  requests.onDelta(
    guard<SemanticTokensDeltaParams, SemanticTokens | SemanticTokensDelta>(
      'semanticTokensDelta',
      connection.console,
      ({ textDocument: { uri }, previousResultId }, token) => {
        const sigma = documents.get(uri);
        if (!sigma) return { data: [] };
        return told.difference(uri, previousResultId, encode(sigma.document, semanticTokens(sigma.parse, { token })));
      },
      fallback,
    ),
  );
  requests.onRange(
    guard(
      'semanticTokensRange',
      connection.console,
      ({ textDocument: { uri }, range }, token) => {
        const sigma = documents.get(uri);
        if (!sigma) return { data: [] };
        const span = toSpan(sigma.document, range);
        return { data: encode(sigma.document, semanticTokens(sigma.parse, { range: span, token })) };
      },
      fallback,
    ),
  );
};

/** Five numbers a token, relative to the token before, as the protocol wants them. */
function encode(document: TextDocument, tokens: readonly SemanticToken[]): number[] {
  const data: number[] = [];
  let before = { line: 0, character: 0 };
  for (const { start, end, type, modifier } of tokens) {
    const at = document.positionAt(start);
    const line = at.line - before.line;
    const modifiers = modifier === undefined ? 0 : 1 << tokenModifiers.indexOf(modifier);
    data.push(line, line === 0 ? at.character - before.character : at.character, end - start);
    data.push(tokenTypes.indexOf(type), modifiers);
    before = at;
  }
  return data;
}

/** What the editor was told last of each open document, so that only differences need to be sent. */
class LastAnswers {
  readonly #isOpen: (uri: string) => boolean;
  readonly #answers = new Map<string, { readonly id: string; readonly data: readonly number[] }>();
  #count = 0;

  constructor(isOpen: (uri: string) => boolean) {
    this.#isOpen = isOpen;
  }

  remember(uri: string, data: number[]): SemanticTokens {
    for (const known of this.#answers.keys()) if (!this.#isOpen(known)) this.#answers.delete(known);
    const id = String(++this.#count);
    this.#answers.set(uri, { id, data });
    return { resultId: id, data };
  }

  difference(uri: string, previousId: string, data: number[]): SemanticTokens | SemanticTokensDelta {
    const previous = this.#answers.get(uri);
    const answer = this.remember(uri, data);
    if (previous?.id !== previousId) return answer;
    return { resultId: answer.resultId as string, edits: differences(previous.data, data) };
  }
}

/** One edit from the first number that differs to the last. */
function differences(before: readonly number[], after: readonly number[]): SemanticTokensEdit[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  if (head === before.length && head === after.length) return [];
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const data = after.slice(head, after.length - tail);
  return [{ start: head, deleteCount: before.length - tail - head, data }];
}
