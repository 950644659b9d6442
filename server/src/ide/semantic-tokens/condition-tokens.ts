import type { AddToken } from './scalar-tokens.ts';

const words = /[0-9A-Za-z_*-]+|[()]/g;
const operators: ReadonlySet<string> = new Set(['and', 'or', 'not']);

/** The words of a condition; `name` is what the names in it are: selections, or rules in correlations. */
export function conditionTokens(condition: string, name: 'function' | 'class', add: AddToken): void {
  const found = [...condition.matchAll(words)];
  for (let i = 0; i < found.length; i++) {
    const { 0: word, index } = found[i] as RegExpExecArray;
    const next = found[i + 1];
    if (word === '(' || word === ')') add(index, index + 1, 'operator');
    else if (operators.has(word)) add(index, index + word.length, 'keyword');
    else if (/^(?:1|any|all)$/.test(word) && next?.[0] === 'of') {
      add(index, index + word.length, 'keyword');
      add(next.index, next.index + 2, 'keyword');
      const pattern = found[i + 2];
      if (pattern) patternTokens(pattern[0], pattern.index, name, add);
      i += 2;
    } else patternTokens(word, index, name, add);
  }
}

function patternTokens(pattern: string, start: number, name: 'function' | 'class', add: AddToken): void {
  if (pattern === 'them') add(start, start + 4, 'keyword');
  else if (pattern === '(' || pattern === ')') add(start, start + 1, 'operator');
  else
    for (const { 0: part, index } of pattern.matchAll(/\*|[^*]+/g)) {
      add(start + index, start + index + part.length, part === '*' ? 'sigmaWildcard' : name);
    }
}
