/** Templates in the language of Jinja: text, expressions, loops, conditions and variables. */
import { ExpressionParser } from './parse-expression.ts';
import { syntaxError } from './template-error.ts';
import type { Branch, Expression, Statement } from './template-syntax.ts';
import { type Piece, type ReadingPlace, type Token, templatePieces } from './template-tokens.ts';

/** Statements that Jinja has and that need other templates, or macros. */
const unsupported = new Set(['block', 'extends', 'include', 'import', 'from', 'macro', 'call', 'filter', 'autoescape']);

/** `reading` tells where an error came up. */
export function parseTemplate(source: string, reading: ReadingPlace = { start: 0, end: 0 }): readonly Statement[] {
  const parser = new TemplateParser(templatePieces(source, reading), reading);
  return parser.statements([]).body;
}

interface Body {
  readonly body: Statement[];
  /** The statement that ended it, without its name. */
  readonly end: { readonly name: string; readonly expressions: ExpressionParser };
}

const noExpressions = new ExpressionParser([]);

class TemplateParser {
  readonly #pieces: readonly Piece[];
  readonly #reading: ReadingPlace;
  #at = 0;

  constructor(pieces: readonly Piece[], reading: ReadingPlace) {
    this.#pieces = pieces;
    this.#reading = reading;
  }

  /** Statements up to one of these names; without names up to the end. */
  statements(until: readonly string[]): Body {
    const body: Statement[] = [];
    while (this.#at < this.#pieces.length) {
      const piece = this.#pieces[this.#at++] as Piece;
      if (piece.kind !== 'text') Object.assign(this.#reading, piece.place);
      if (piece.kind === 'text') body.push(piece);
      else if (piece.kind === 'print') body.push({ kind: 'print', value: whole(piece.tokens) });
      else {
        const expressions = new ExpressionParser(piece.tokens);
        const name = expressions.take('name')?.text;
        if (name === undefined) throw syntaxError('tag name expected');
        if (until.includes(name)) return { body, end: { name, expressions } };
        body.push(this.#statement(name, expressions));
      }
    }
    if (until.length > 0)
      throw syntaxError(`Unexpected end of template. Jinja was looking for the following tags: ${until.join(' or ')}.`);
    return { body, end: { name: '', expressions: noExpressions } };
  }

  #statement(name: string, expressions: ExpressionParser): Statement {
    if (name === 'for') return this.#for(expressions);
    if (name === 'if') return this.#if(expressions);
    if (name === 'set') return this.#set(expressions);
    if (name === 'with') return this.#with(expressions);
    if (unsupported.has(name)) throw syntaxError(`The tag '${name}' is not supported in templates of pipelines.`);
    throw syntaxError(`Encountered unknown tag '${name}'.`);
  }

  #for(expressions: ExpressionParser): Statement {
    const targets = names(expressions);
    expressions.expect('name', 'in');
    const iterable = expressions.or();
    const condition = expressions.take('name', 'if') ? expressions.expression() : undefined;
    expressions.expectEnd();
    const { body, end } = this.statements(['else', 'endfor']);
    const otherwise = end.name === 'else' ? this.statements(['endfor']).body : [];
    return { kind: 'for', targets, iterable, condition, body, otherwise };
  }

  #if(first: ExpressionParser): Statement {
    const branches: Branch[] = [];
    let expressions = first;
    for (;;) {
      const test = expressions.tuple();
      expressions.expectEnd();
      const { body, end } = this.statements(['elif', 'else', 'endif']);
      branches.push({ test, body });
      if (end.name === 'endif') return { kind: 'if', branches, otherwise: [] };
      if (end.name === 'else') return { kind: 'if', branches, otherwise: this.statements(['endif']).body };
      expressions = end.expressions;
    }
  }

  #set(expressions: ExpressionParser): Statement {
    const targets = names(expressions);
    const attribute = expressions.take('operator', '.') ? expressions.expect('name').text : undefined;
    if (expressions.take('operator', '=')) {
      const value = expressions.tuple();
      expressions.expectEnd();
      return { kind: 'set', targets, attribute, value };
    }
    expressions.expectEnd();
    return { kind: 'set-block', target: targets[0] as string, body: this.statements(['endset']).body };
  }

  #with(expressions: ExpressionParser): Statement {
    const values: [string, Expression][] = [];
    while (expressions.next.kind !== 'end') {
      if (values.length > 0) expressions.expect('operator', ',');
      const name = expressions.expect('name').text;
      expressions.expect('operator', '=');
      values.push([name, expressions.expression()]);
    }
    return { kind: 'with', values, body: this.statements(['endwith']).body };
  }
}

function whole(tokens: readonly Token[]): Expression {
  const parser = new ExpressionParser(tokens);
  const value = parser.tuple();
  if (parser.next.kind !== 'end')
    throw syntaxError(`expected token 'end of print statement', got '${parser.next.text}'`);
  return value;
}

function names(expressions: ExpressionParser): string[] {
  const parenthesized = expressions.take('operator', '(');
  const result = [expressions.expect('name').text];
  while (expressions.take('operator', ',')) result.push(expressions.expect('name').text);
  if (parenthesized) expressions.expect('operator', ')');
  return result;
}
