/** Regular expressions that say no more than a plain comparison. */
import type { RegexNode, RegexSequence } from '../sigma/types/python-regex/ast.ts';
import { parsePythonRegex } from '../sigma/types/python-regex/parse-python-regex.ts';
import { sigmaStringToPlainRegex } from '../sigma/types/sigma-string.ts';
import type { SigmaRegularExpression } from '../sigma/types/sigma-type.ts';

export interface LiteralRegex {
  readonly text: string;
  /** Where something may stand besides the text: '' when the text is all. */
  readonly modifier: '' | 'contains' | 'startswith' | 'endswith';
  readonly ignoresCase: boolean;
  /** Whether it matches exactly what the comparison does; `$` also fits before a last line break, `^.*` stops at one. */
  readonly isExact: boolean;
}

export function literalRegex(value: SigmaRegularExpression): LiteralRegex | undefined {
  const pattern = sigmaStringToPlainRegex(value.regexp);
  // Quick look: what a literal cannot hold.
  if (value.regexp.foreign !== undefined || /(?<!\\)[[(|{+]|\\[AbBdDsSwW0-9]/.test(pattern)) return undefined;
  const parsed = parsePythonRegex(pattern, value.flags.join(''));
  if (!('ast' in parsed) || parsed.ast.flags.has('m') || parsed.ast.flags.has('x')) return undefined;
  return shapeOf(parsed.ast.body, parsed.ast.flags.has('i'), parsed.ast.flags.has('s'));
}

function shapeOf(body: RegexSequence, ignoresCase: boolean, dotsMatchAll: boolean): LiteralRegex | undefined {
  const nodes = [...body];
  const isAt = (node: RegexNode | undefined, ...names: string[]) => node?.kind === 'at' && names.includes(node.at);
  const fromStart = isAt(nodes[0], 'beginning', 'beginning-string');
  if (fromStart) nodes.shift();
  const before = isAnything(nodes[0]);
  if (before) nodes.shift();
  const toEnd = isAt(nodes.at(-1), 'end');
  const toVeryEnd = isAt(nodes.at(-1), 'end-string');
  if (toEnd || toVeryEnd) nodes.pop();
  const after = isAnything(nodes.at(-1));
  if (after) nodes.pop();
  const codes = nodes.flatMap((node) => (node.kind === 'literal' ? [node.code] : []));
  if (codes.length < nodes.length || codes.length === 0 || codes.some((code) => code < 0x20 || code > 0x7e))
    return undefined;
  const [atStart, atEnd] = [fromStart && !before, (toEnd || toVeryEnd) && !after];
  const stopsAtLines = !dotsMatchAll && ((fromStart && before) || ((toEnd || toVeryEnd) && after));
  return {
    text: String.fromCharCode(...codes),
    modifier: atStart ? (atEnd ? '' : 'startswith') : atEnd ? 'endswith' : 'contains',
    ignoresCase,
    isExact: !stopsAtLines && !(toEnd && !after),
  };
}

/** `.*`, as much or as little as it likes. */
function isAnything(node: RegexNode | undefined): boolean {
  if (node?.kind !== 'repeat' || node.min !== 0 || node.max !== Number.POSITIVE_INFINITY) return false;
  return node.mode !== 'possessive' && node.body.length === 1 && node.body[0]?.kind === 'any';
}
