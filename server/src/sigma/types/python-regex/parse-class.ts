/** Character classes: `[a-z\d]`, `[^"]`. */
import type { RegexNode, SetItem } from './ast.ts';
import { parseClassEscape } from './parse-escape.ts';
import { codePoints, type PatternSource } from './pattern-source.ts';

/** Reads a class whose `[` has been taken. */
export function parseClass(source: PatternSource): RegexNode {
  const start = source.position - 1;
  const negate = source.match('^');
  const items: SetItem[] = [];
  for (;;) {
    const token = take(source, start);
    if (token === ']' && items.length > 0) break;
    const first = parseItem(source, token);
    if (!source.match('-')) {
      items.push(first);
      continue;
    }
    const last = take(source, start);
    if (last === ']') {
      items.push(first, { kind: 'literal', code: 0x2d });
      break;
    }
    items.push(parseRange(source, { token, item: first }, { token: last, item: parseItem(source, last) }));
  }
  const [only] = items;
  if (!negate && items.length === 1 && only?.kind === 'literal') return only;
  return { kind: 'set', negate, items };
}

function take(source: PatternSource, start: number): string {
  const token = source.get();
  if (token === null) throw source.error('unterminated character set', source.position - start);
  return token;
}

function parseItem(source: PatternSource, token: string): SetItem {
  if (token.startsWith('\\')) return parseClassEscape(source, token);
  return { kind: 'literal', code: token.codePointAt(0) as number };
}

interface Bound {
  readonly token: string;
  readonly item: SetItem;
}

function parseRange(source: PatternSource, low: Bound, high: Bound): SetItem {
  if (low.item.kind === 'literal' && high.item.kind === 'literal' && low.item.code <= high.item.code) {
    return { kind: 'range', from: low.item.code, to: high.item.code };
  }
  const range = `${low.token}-${high.token}`;
  throw source.error(`bad character range ${range}`, codePoints(range));
}
