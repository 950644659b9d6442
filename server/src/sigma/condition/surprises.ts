/** What the author of a condition hardly meant, or what pySigma 1.5 reads otherwise than it stands there. */
import type { Span } from '../../base/span.ts';
import type { SigmaConditionText } from '../rule/sigma-rule.ts';
import type { InfixOperator, InfixResult } from './infix.ts';

export interface ConditionSurprise {
  /**
   * `glued-operator`: pySigma 1.5 reads `not_filter` as NOT `_filter`. The others stand beside a syntax error and say what causes it:
   * an operator or quantifier in capitals, a quantifier other than 1, any and all, a dash in a selector's pattern, `*` without selector.
   */
  readonly kind:
    | 'glued-operator'
    | 'capital-operator'
    | 'capital-quantifier'
    | 'unknown-quantifier'
    | 'dash-in-pattern'
    | 'pattern-without-selector';
  readonly span: Span;
  /** The text in question, e.g. `not_filter`. */
  readonly word: string;
  readonly message: string;
  /** What to write instead of the span, where that is certain. */
  readonly replacement?: string;
}

const wordAt = /[0-9A-Za-z_-]+/y;
const capitalOperator = /(?<![0-9A-Za-z_*-])(?:and|or|not)(?![0-9A-Za-z_*-])/gi;
const capitalQuantifier = /(?<![0-9A-Za-z_*-])(?:all|any|1)\s+of(?![0-9A-Za-z_-])/gi;
const otherQuantifier = /(?<![0-9A-Za-z_*-])([0-9]+)\s+of(?![0-9A-Za-z_-])/g;
const dashedPattern = /(?<![0-9A-Za-z_*-])(?:1|any|all)\s+of\s+([0-9A-Za-z_*]*-[0-9A-Za-z_*-]*)/g;
const loosePattern = /(?<![0-9A-Za-z_*-])(?:[0-9A-Za-z_-]*\*[0-9A-Za-z_*-]*)/g;

export function findSurprises(condition: SigmaConditionText, result: InfixResult): ConditionSurprise[] {
  return 'error' in result ? causesOfError(condition) : [];
}

/** Those of the operators that pySigma 1.5 finds in the condition that are the beginning of a word. */
export function gluedOperators(
  condition: SigmaConditionText,
  operators: readonly InfixOperator[],
): ConditionSurprise[] {
  return operators.flatMap((operator) => gluedOperator(condition, operator) ?? []);
}

function gluedOperator(
  condition: SigmaConditionText,
  { name, start, end }: InfixOperator,
): ConditionSurprise | undefined {
  wordAt.lastIndex = end;
  const rest = wordAt.exec(condition.text)?.[0];
  if (rest === undefined) return undefined;
  const word = name + rest;
  const reading = `${name.toUpperCase()} ${rest}`;
  return {
    kind: 'glued-operator',
    span: spanOf(condition, start, end + rest.length),
    word,
    message: `'${word}' is one name here, but pySigma 1.5 and tools that build on it read it as ${reading}. Write '${name} ${rest}' if that is meant; else give the selection a name that does not begin with '${name}'.`,
  };
}

function causesOfError(condition: SigmaConditionText): ConditionSurprise[] {
  const { text } = condition;
  const found: ConditionSurprise[] = [];
  const add = (kind: ConditionSurprise['kind'], at: number, word: string, message: string, replacement?: string) =>
    found.push({
      kind,
      span: spanOf(condition, at, at + word.length),
      word,
      message,
      ...(replacement === undefined ? {} : { replacement }),
    });
  for (const { 0: word, index } of text.matchAll(capitalOperator)) {
    const lower = word.toLowerCase();
    if (word !== lower)
      add(
        'capital-operator',
        index,
        word,
        `Operators are lower case in Sigma: write '${lower}' instead of '${word}'.`,
        lower,
      );
  }
  for (const { 0: word, index } of text.matchAll(capitalQuantifier)) {
    const lower = word.toLowerCase();
    if (word !== lower)
      add(
        'capital-quantifier',
        index,
        word,
        `Selectors are lower case in Sigma: write '${lower}' instead of '${word}'.`,
        lower,
      );
  }
  for (const { 0: word, 1: count, index } of text.matchAll(otherQuantifier)) {
    if (count !== '1')
      add(
        'unknown-quantifier',
        index,
        word,
        `'${count} of' is not possible: a selector begins with '1 of', 'any of' or 'all of'.`,
      );
  }
  for (const { 0: word, 1: name = '', index } of text.matchAll(dashedPattern)) {
    const at = index + word.length - name.length;
    add(
      'dash-in-pattern',
      at,
      name,
      `A selector's pattern cannot hold a dash: write '${name.replace(/[-*]+/g, '*')}' or rename the detections.`,
    );
  }
  found.push(...loosePatterns(condition));
  return found;
}

function loosePatterns(condition: SigmaConditionText): ConditionSurprise[] {
  const found: ConditionSurprise[] = [];
  for (const { 0: word, index } of condition.text.matchAll(loosePattern)) {
    if (/\bof\s+$/.test(condition.text.slice(0, index))) continue;
    found.push({
      kind: 'pattern-without-selector',
      span: spanOf(condition, index, index + word.length),
      word,
      message: `A pattern needs a selector before it: write '1 of ${word}' or 'all of ${word}'.`,
    });
  }
  return found;
}

function spanOf(condition: SigmaConditionText, start: number, end: number): Span {
  return { start: condition.offsetAt(start), end: condition.offsetAt(end) };
}
