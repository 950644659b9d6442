/** Expressions of templates, from Jinja's tokens. */
import { constructInt } from '../../yaml/python-number.ts';
import { syntaxError } from './template-error.ts';
import { filterOf } from './template-filters.ts';
import type { Arguments, Comparison, Expression } from './template-syntax.ts';
import { testOf } from './template-tests.ts';
import type { Token } from './template-tokens.ts';

const comparisons = new Set(['==', '!=', '<', '<=', '>', '>=']);
const constants: Readonly<Record<string, boolean | null>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  none: null,
  None: null,
};
const end: Token = { kind: 'end', text: '' };
const noArguments: Arguments = { positional: [], named: [] };

/** Parenthesized deeper than this, a template is refused. */
const maximumDepth = 100;

export class ExpressionParser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get next(): Token {
    return this.#tokens[this.#at] ?? end;
  }

  /** Takes the next token if it is this one. */
  take(kind: Token['kind'], text?: string): Token | undefined {
    const { next } = this;
    if (next.kind !== kind || (text !== undefined && next.text !== text)) return undefined;
    this.#at++;
    return next;
  }

  expect(kind: Token['kind'], text?: string): Token {
    const token = this.take(kind, text);
    if (token) return token;
    const { next } = this;
    throw syntaxError(
      `expected token '${text ?? kind}', got '${next.kind === 'end' ? 'end of expression' : next.text}'`,
    );
  }

  expectEnd(): void {
    if (this.next.kind !== 'end') throw syntaxError(`unexpected '${this.next.text}'`);
  }

  /** Expressions with commas between make a tuple. */
  tuple(): Expression {
    const first = this.expression();
    const items = [first];
    let isTuple = false;
    while (this.take('operator', ',')) {
      isTuple = true;
      if (this.#isDone()) break;
      items.push(this.expression());
    }
    return isTuple ? { kind: 'tuple', items } : first;
  }

  #isDone(): boolean {
    return this.next.kind === 'end' || this.next.text === ')';
  }

  expression(): Expression {
    if (++this.#depth > maximumDepth) throw syntaxError('The expression is nested too deeply.');
    let value = this.or();
    while (this.take('name', 'if')) {
      const test = this.or();
      const otherwise = this.take('name', 'else') ? this.expression() : undefined;
      value = { kind: 'choice', test, value, otherwise };
    }
    this.#depth--;
    return value;
  }

  /** Without `… if … else …`, for the iterable of a loop. */
  or(): Expression {
    let left = this.#and();
    while (this.take('name', 'or')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    while (this.take('name', 'and')) left = { kind: 'and', left, right: this.#not() };
    return left;
  }

  #not(): Expression {
    if (this.take('name', 'not')) return { kind: 'unary', operator: 'not', of: this.#not() };
    return this.#compare();
  }

  #compare(): Expression {
    const first = this.#sum();
    const rest: Comparison[] = [];
    for (;;) {
      const { next } = this;
      if (next.kind === 'operator' && comparisons.has(next.text)) {
        this.#at++;
        rest.push({ operator: next.text, right: this.#sum() });
      } else if (this.take('name', 'in')) rest.push({ operator: 'in', right: this.#sum() });
      else if (next.kind === 'name' && next.text === 'not' && this.#tokens[this.#at + 1]?.text === 'in') {
        this.#at += 2;
        rest.push({ operator: 'not in', right: this.#sum() });
      } else break;
    }
    return rest.length === 0 ? first : { kind: 'compare', first, rest };
  }

  #sum(): Expression {
    return this.#binary(['+', '-'], () => this.#concat());
  }

  #concat(): Expression {
    const parts = [this.#product()];
    while (this.take('operator', '~')) parts.push(this.#product());
    return parts.length === 1 ? (parts[0] as Expression) : { kind: 'concat', parts };
  }

  #product(): Expression {
    return this.#binary(['*', '/', '//', '%'], () => this.#binary(['**'], () => this.#unary(true)));
  }

  #binary(operators: readonly string[], operand: () => Expression): Expression {
    let left = operand();
    while (this.next.kind === 'operator' && operators.includes(this.next.text)) {
      const operator = this.next.text;
      this.#at++;
      left = { kind: 'binary', operator, left, right: operand() };
    }
    return left;
  }

  #unary(withFilters: boolean): Expression {
    const sign = this.take('operator', '-') ?? this.take('operator', '+');
    const value: Expression = sign
      ? { kind: 'unary', operator: sign.text as '-' | '+', of: this.#unary(false) }
      : this.#postfix(this.#primary());
    return withFilters ? this.#filters(value) : value;
  }

  #primary(): Expression {
    const { next } = this;
    this.#at++;
    if (next.kind === 'name') {
      if (Object.hasOwn(constants, next.text))
        return { kind: 'literal', value: constants[next.text] as boolean | null };
      return { kind: 'name', name: next.text };
    }
    if (next.kind === 'string') {
      let value = next.text;
      for (let more = this.take('string'); more; more = this.take('string')) value += more.text;
      return { kind: 'literal', value };
    }
    if (next.kind === 'integer') return { kind: 'literal', value: constructInt(next.text) as bigint };
    if (next.kind === 'float') return { kind: 'literal', value: Number(next.text.replaceAll('_', '')) };
    if (next.text === '(') return this.#parenthesized();
    if (next.text === '[') return { kind: 'list', items: this.#items(']', () => this.expression()) };
    if (next.text === '{')
      return {
        kind: 'dict',
        items: this.#items('}', () => {
          const key = this.expression();
          this.expect('operator', ':');
          return [key, this.expression()] as const;
        }),
      };
    if (next.kind === 'end') throw syntaxError("Expected an expression, got 'end of print statement'");
    throw syntaxError(`unexpected '${next.text}'`);
  }

  #parenthesized(): Expression {
    if (this.take('operator', ')')) return { kind: 'tuple', items: [] };
    const value = this.tuple();
    this.expect('operator', ')');
    return value;
  }

  #items<T>(close: string, item: () => T): T[] {
    const items: T[] = [];
    while (!this.take('operator', close)) {
      if (items.length > 0) {
        this.expect('operator', ',');
        if (this.take('operator', close)) break;
      }
      items.push(item());
    }
    return items;
  }

  #postfix(start: Expression): Expression {
    let value = start;
    for (;;) {
      if (this.take('operator', '.')) {
        const index = this.take('integer');
        value = index
          ? { kind: 'item', of: value, key: { kind: 'literal', value: BigInt(index.text) } }
          : { kind: 'attribute', of: value, name: this.expect('name').text };
      } else if (this.take('operator', '[')) value = this.#subscript(value);
      else if (this.take('operator', '(')) value = { kind: 'call', callee: value, arguments: this.#arguments() };
      else return value;
    }
  }

  #subscript(of: Expression): Expression {
    const bounds: (Expression | undefined)[] = [];
    for (;;) {
      const isEmpty = this.next.text === ':' || this.next.text === ']';
      bounds.push(isEmpty && this.next.kind === 'operator' ? undefined : this.tuple());
      if (!this.take('operator', ':')) break;
      if (bounds.length === 3) throw syntaxError("unexpected ':'");
    }
    this.expect('operator', ']');
    const [key] = bounds;
    if (bounds.length > 1) return { kind: 'slice', of, bounds };
    if (!key) throw syntaxError('expected subscript expression');
    return { kind: 'item', of, key };
  }

  #arguments(): Arguments {
    const positional: Expression[] = [];
    const named: [string, Expression][] = [];
    this.#items(')', () => {
      const isNamed = this.next.kind === 'name' && this.#tokens[this.#at + 1]?.text === '=';
      if (isNamed) {
        const name = this.expect('name').text;
        this.expect('operator', '=');
        named.push([name, this.expression()]);
      } else if (named.length > 0) throw syntaxError('invalid syntax for function call expression');
      else positional.push(this.expression());
    });
    return { positional, named };
  }

  #filters(start: Expression): Expression {
    let value = start;
    for (;;) {
      if (this.take('operator', '|')) {
        const name = this.#dottedName();
        filterOf(name);
        value = {
          kind: 'filter',
          of: value,
          name,
          arguments: this.take('operator', '(') ? this.#arguments() : noArguments,
        };
      } else if (this.take('name', 'is')) value = this.#test(value);
      else if (this.next.text === '(' && this.next.kind === 'operator') {
        this.#at++;
        value = { kind: 'call', callee: value, arguments: this.#arguments() };
      } else return value;
    }
  }

  #dottedName(): string {
    let name = this.expect('name').text;
    while (this.take('operator', '.')) name += `.${this.expect('name').text}`;
    return name;
  }

  #test(of: Expression): Expression {
    const negated = this.take('name', 'not') !== undefined;
    const name = this.#dottedName();
    testOf(name);
    let given = noArguments;
    const { next } = this;
    if (this.take('operator', '(')) given = this.#arguments();
    else if (startsArgument(next)) given = { positional: [this.#postfix(this.#primary())], named: [] };
    const test: Expression = { kind: 'test', of, name, arguments: given };
    return negated ? { kind: 'unary', operator: 'not', of: test } : test;
  }
}

function startsArgument({ kind, text }: Token): boolean {
  if (kind === 'name') return !['else', 'or', 'and', 'is', 'if', 'in', 'not'].includes(text);
  return kind === 'string' || kind === 'integer' || kind === 'float' || (kind === 'operator' && '[{'.includes(text));
}
