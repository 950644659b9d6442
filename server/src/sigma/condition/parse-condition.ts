/**
 * Conditions of rules. Operators are words; where pySigma 1.5 is reproduced they are plain text, so that `nota` reads as NOT a.
 * What a person hardly meant, or other programs read otherwise, is reported beside the tree as a surprise.
 */
import type { Span } from '../../base/span.ts';
import { pythonTypeName, unhashablePart } from '../rule/python-value.ts';
import type { ConditionNode, SigmaConditionText } from '../rule/sigma-rule.ts';
import type { SigmaError } from '../sigma-error.ts';
import { type InfixGrammar, type InfixResult, type OffsetAt, parseInfix, skipWhitespace } from './infix.ts';
import { pyparsingMessage } from './pyparsing-message.ts';
import { type ConditionSurprise, findSurprises, gluedOperators } from './surprises.ts';

export interface ParsedCondition {
  readonly tree: ConditionNode | null;
  readonly error: SigmaError | null;
  readonly surprises: readonly ConditionSurprise[];
}

export interface ConditionReading {
  /** Operators need no space after them, as in pySigma 1.5: `notepad` is NOT `epad`. */
  readonly gluedOperators?: boolean;
}

// pySigma: conditions.py#SigmaCondition.parse – copies the tree recursively and meets Python's recursion limit at this depth of operators.
const maximumDepth = 164;

const identifierCharacter = /[0-9A-Za-z_-]/;
const identifier = /[0-9A-Za-z_-]+/y;
const quantifier = /(?<![0-9A-Za-z_$])(?:1|any|all)(?![0-9A-Za-z_$])/y;
const of = /(?<![0-9A-Za-z_$])of(?![0-9A-Za-z_$])/y;
const pattern = /[0-9A-Za-z*_]+/y;

function match(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : -1;
}

function readSelector(text: string, at: number, offset: OffsetAt): { node: ConditionNode; end: number } | null {
  const quantifierEnd = match(quantifier, text, at);
  if (quantifierEnd < 0) return null;
  const ofEnd = match(of, text, skipWhitespace(text, quantifierEnd));
  if (ofEnd < 0) return null;
  const start = skipWhitespace(text, ofEnd);
  const end = match(pattern, text, start);
  if (end < 0) return null;
  const patternSpan = { start: offset(start), end: offset(end) };
  const node: ConditionNode = {
    kind: 'selector',
    quantifier: text.slice(at, quantifierEnd) as '1' | 'any' | 'all',
    pattern: text.slice(start, end),
    patternSpan,
    span: { start: offset(at), end: patternSpan.end },
  };
  return { node, end };
}

function readIdentifier(text: string, at: number, offset: OffsetAt): { node: ConditionNode; end: number } | null {
  const end = match(identifier, text, at);
  if (end < 0) return null;
  return {
    node: { kind: 'identifier', name: text.slice(at, end), span: { start: offset(at), end: offset(end) } },
    end,
  };
}

const words = {
  not: /not(?![0-9A-Za-z_-])/y,
  and: /and(?![0-9A-Za-z_-])/y,
  or: /or(?![0-9A-Za-z_-])/y,
};

const grammar: InfixGrammar = {
  operator: (name, text, at) => match(words[name], text, at),
  operand: (text, at, offset) => readSelector(text, at, offset) ?? readIdentifier(text, at, offset),
  expected: "{{{'1' | 'any' | 'all'} 'of' W:(*0-9A-Z_a-z)} | W:(-0-9A-Z_a-z)}",
};

const gluedGrammar: InfixGrammar = {
  ...grammar,
  // pySigma: conditions.py#condition – operators are literals: `not_filter` is NOT of `_filter`, `a andb` is `a and b`.
  operator: (name, text, at) => (text.startsWith(name, at) ? at + name.length : -1),
};

const gluedWord = /(?:not|and|or)[0-9A-Za-z_-]/;

/** Whether pySigma 1.5 takes part of a word for an operator. */
export function hasGluedOperator(condition: SigmaConditionText): boolean {
  return readGlued(condition).length > 0;
}

function readGlued(condition: SigmaConditionText): ConditionSurprise[] {
  if (!gluedWord.test(condition.text)) return [];
  const { operators } = parseInfix(condition.text, gluedGrammar, (index) => condition.offsetAt(index));
  return gluedOperators(condition, operators);
}

/** Whether a detection of this name can be named in a condition at all. */
export function isConditionIdentifier(name: string): boolean {
  return name !== '' && [...name].every((character) => identifierCharacter.test(character));
}

export function parseCondition(condition: SigmaConditionText, reading: ConditionReading = {}): ParsedCondition {
  if (condition.node !== undefined) return refuse(notTextError(condition, condition.node));
  if (condition.text.includes('|')) return refuse(pipeError(condition));
  const used = reading.gluedOperators ? gluedGrammar : grammar;
  const result = parseInfix(condition.text, used, (index) => condition.offsetAt(index));
  const surprises = [...readGlued(condition), ...findSurprises(condition, result)];
  if ('error' in result) return { tree: null, error: syntaxError(condition, result), surprises };
  if (result.depth > maximumDepth) return { tree: null, error: depthError(condition.span), surprises };
  return { tree: result.tree, error: null, surprises };
}

function refuse(error: SigmaError): ParsedCondition {
  return { tree: null, error, surprises: [] };
}

function pipeError(condition: SigmaConditionText): SigmaError {
  const at = condition.text.indexOf('|');
  return {
    errorClass: 'SigmaConditionError',
    message:
      "The pipe syntax in Sigma conditions has been deprecated and replaced by Sigma correlations. pySigma doesn't supports this syntax.",
    span: { start: condition.offsetAt(at), end: condition.span.end },
  };
}

// pySigma: conditions.py#SigmaCondition.parse – asks for `"|" in condition` and then for its hash, whatever the condition is.
function notTextError(condition: SigmaConditionText, node: NonNullable<SigmaConditionText['node']>): SigmaError {
  const hasPipe = node.kind === 'seq' && node.items.some((item) => item.kind === 'scalar' && item.value === '|');
  if (hasPipe) return { ...pipeError({ ...condition, text: '|' }), span: condition.span };
  const unhashable = unhashablePart(node);
  if (unhashable === undefined && node.kind !== 'scalar') {
    const message = `'${pythonTypeName(node)}' object has no attribute 'expandtabs'`;
    return { errorClass: 'AttributeError', message, span: condition.span };
  }
  const type = pythonTypeName(unhashable ?? node);
  const message =
    type === 'bytes'
      ? "a bytes-like object is required, not 'str'"
      : unhashable === undefined
        ? `argument of type '${type}' is not iterable`
        : `unhashable type: '${type}'`;
  return { errorClass: 'TypeError', message, span: condition.span };
}

function depthError(span: Span): SigmaError {
  return {
    errorClass: 'RecursionError',
    message: 'maximum recursion depth exceeded while calling a Python object',
    span,
  };
}

function syntaxError(condition: SigmaConditionText, result: InfixResult & { error: unknown }): SigmaError {
  const { message, index } = result.error as { message: string; index: number };
  return {
    errorClass: 'SigmaConditionError',
    message: pyparsingMessage(condition.text, index, message),
    span: errorSpan(condition, index),
  };
}

/** From the place that pyparsing names to the end of the word there; the last word when the text ends too early. */
export function errorSpan(condition: SigmaConditionText, index: number): Span {
  const { text } = condition;
  let start = index;
  let end = Math.max(match(identifier, text, index), Math.min(index + 1, text.length));
  if (index >= text.length) {
    end = text.trimEnd().length;
    start = end;
    while (start > 0 && identifierCharacter.test(text[start - 1] as string)) start--;
    if (start === end && start > 0) start--;
  }
  if (start === end) return condition.span;
  return { start: condition.offsetAt(start), end: condition.offsetAt(end) };
}
