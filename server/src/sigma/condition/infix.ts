/**
 * Boolean expressions as pyparsing's `infix_notation` reads them: `not` binds tighter than `and`, `and` tighter than `or`, chains of
 * one operator are flat, and nothing is tried a second time. The parser keeps its own stacks, so that depth costs memory, not stack.
 */
import type { Span } from '../../base/span.ts';
import type { ConditionNode } from '../rule/sigma-rule.ts';

export interface InfixGrammar {
  /** Where the operator that begins at `at` ends, or -1. */
  operator(name: OperatorName, text: string, at: number): number;
  /** The operand that begins at `at`, or `null`. `offset` leads from indexes of the text to offsets in the file. */
  operand(text: string, at: number, offset: OffsetAt): { readonly node: ConditionNode; readonly end: number } | null;
  /** How pyparsing prints the operand in "Expected …". */
  readonly expected: string;
}

export type OperatorName = 'not' | 'and' | 'or';
export type OffsetAt = (index: number) => number;

export interface InfixOperator {
  readonly name: OperatorName;
  readonly start: number;
  readonly end: number;
}

export type InfixResult =
  | { readonly tree: ConditionNode; readonly depth: number; readonly operators: readonly InfixOperator[] }
  | {
      readonly error: { readonly message: string; readonly index: number };
      readonly operators: readonly InfixOperator[];
    };

interface Operand {
  readonly node: ConditionNode;
  /** Number of operators above each other. */
  readonly depth: number;
  /** Where the operand stands in the text, its parentheses included. */
  readonly start: number;
  readonly end: number;
}

interface Pending {
  readonly kind: OperatorName | '(';
  readonly start: number;
  count: number;
}

const precedence = { not: 3, and: 2, or: 1, '(': 0 } as const;
const infixOperators = ['and', 'or'] as const;

export function skipWhitespace(text: string, at: number): number {
  let i = at;
  for (; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c !== 32 && c !== 10 && c !== 9 && c !== 13) break;
  }
  return i;
}

export function parseInfix(text: string, grammar: InfixGrammar, offset: OffsetAt): InfixResult {
  return new InfixParser(text, grammar, offset).parse();
}

class InfixParser {
  readonly #text: string;
  readonly #grammar: InfixGrammar;
  readonly #offset: OffsetAt;
  readonly #operands: Operand[] = [];
  readonly #pending: Pending[] = [];
  readonly #operators: InfixOperator[] = [];
  #at = 0;
  #open = 0;

  constructor(text: string, grammar: InfixGrammar, offset: OffsetAt) {
    this.#text = text;
    this.#grammar = grammar;
    this.#offset = offset;
  }

  parse(): InfixResult {
    for (;;) {
      if (!this.#readOperand()) return this.#error(`Expected ${this.#grammar.expected}`);
      if (!this.#readOperator()) break;
    }
    this.#reduce(0);
    if (this.#open > 0) return this.#error('Unbalanced parentheses or expression syntax error');
    if (this.#at < this.#text.length) return this.#error('Expected end of text');
    const { node, depth } = this.#operands[0] as Operand;
    return { tree: node, depth, operators: this.#operators };
  }

  #error(message: string): InfixResult {
    return { error: { message, index: this.#at }, operators: this.#operators };
  }

  /** Reads prefix operators, opening parentheses and one operand; `false` when the operand is missing. */
  #readOperand(): boolean {
    for (;;) {
      this.#at = skipWhitespace(this.#text, this.#at);
      const start = this.#at;
      const afterNot = this.#grammar.operator('not', this.#text, start);
      if (afterNot >= 0) {
        this.#push('not', start, afterNot);
        continue;
      }
      const operand = this.#grammar.operand(this.#text, start, this.#offset);
      if (operand) {
        this.#operands.push({ node: operand.node, depth: 0, start, end: operand.end });
        this.#at = operand.end;
        return true;
      }
      if (this.#text[start] !== '(') return false;
      this.#pending.push({ kind: '(', start, count: 0 });
      this.#open++;
      this.#at = start + 1;
    }
  }

  /** Reads closing parentheses and one infix operator; `false` when the expression ends here. */
  #readOperator(): boolean {
    for (;;) {
      this.#at = skipWhitespace(this.#text, this.#at);
      if (this.#open > 0 && this.#text[this.#at] === ')') {
        this.#closeParenthesis();
        continue;
      }
      const start = this.#at;
      for (const name of infixOperators) {
        const end = this.#grammar.operator(name, this.#text, start);
        if (end < 0) continue;
        this.#reduce(precedence[name] + 1);
        this.#push(name, start, end);
        return true;
      }
      return false;
    }
  }

  #push(name: OperatorName, start: number, end: number): void {
    const top = this.#pending.at(-1);
    if (name !== 'not' && top?.kind === name) top.count++;
    else this.#pending.push({ kind: name, start, count: 1 });
    this.#operators.push({ name, start, end });
    this.#at = end;
  }

  #closeParenthesis(): void {
    this.#at++;
    this.#reduce(1);
    const open = this.#pending.pop() as Pending;
    this.#open--;
    const inner = this.#operands.pop() as Operand;
    this.#operands.push({ ...inner, start: open.start, end: this.#at });
  }

  /** Applies pending operators down to the given precedence, or to the innermost open parenthesis. */
  #reduce(lowest: number): void {
    for (;;) {
      const top = this.#pending.at(-1);
      if (!top || top.kind === '(' || precedence[top.kind] < lowest) return;
      this.#pending.pop();
      if (top.kind === 'not') this.#applyNot(top.start);
      else this.#applyChain(top.kind, top.count + 1);
    }
  }

  #applyNot(start: number): void {
    const argument = this.#operands.pop() as Operand;
    const node: ConditionNode = { kind: 'not', args: [argument.node], span: this.#span(start, argument.end) };
    this.#operands.push({ node, depth: argument.depth + 1, start, end: argument.end });
  }

  #applyChain(kind: 'and' | 'or', count: number): void {
    const args = this.#operands.splice(this.#operands.length - count);
    const start = (args[0] as Operand).start;
    const end = (args[count - 1] as Operand).end;
    let depth = 0;
    for (const argument of args) depth = Math.max(depth, argument.depth);
    const node: ConditionNode = { kind, args: args.map((argument) => argument.node), span: this.#span(start, end) };
    this.#operands.push({ node, depth: depth + 1, start, end });
  }

  #span(start: number, end: number): Span {
    return { start: this.#offset(start), end: this.#offset(end) };
  }
}
