import type { SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule, type Fix, type TextEdit } from '../../define-rule.ts';
import { type LiteralRegex, literalRegex } from '../../literal-regex.ts';
import { escapeSigmaText, scalarsOf, singleQuoted } from '../../scalar-text.ts';

const own: ReadonlySet<string> = new Set(['re', 'i', 'ignorecase', 's', 'dotall', 'all']);

/** The plain comparisons that the item's expressions are, if all are of one kind. */
function literalsOf({ value, modifiers }: SigmaDetectionItem): readonly LiteralRegex[] | undefined {
  if (value.length === 0 || !modifiers.every((modifier) => own.has(modifier))) return undefined;
  const literals: LiteralRegex[] = [];
  for (const one of value) {
    const literal = one.type === 'regex' ? literalRegex(one) : undefined;
    const [first = literal] = literals;
    // A plain value has to escape these, and looks as if a backslash before a wildcard were meant.
    if (!literal || /[*?]/.test(literal.text)) return undefined;
    if (literal.modifier !== first?.modifier || literal.ignoresCase !== first.ignoresCase) return undefined;
    literals.push(literal);
  }
  return literals;
}

function modifiersFor(literals: readonly LiteralRegex[], { modifiers }: SigmaDetectionItem): string[] {
  const minds = literals.some(({ text, ignoresCase }) => !ignoresCase && /[a-z]/i.test(text));
  return [
    ...(minds ? ['cased'] : []),
    ...[literals[0]?.modifier ?? ''].filter((modifier) => modifier !== ''),
    ...(modifiers.includes('all') ? ['all'] : []),
  ];
}

function rewrite(
  item: SigmaDetectionItem,
  literals: readonly LiteralRegex[],
  modifiers: readonly string[],
): readonly Fix[] {
  const scalars = scalarsOf(item);
  const key = { start: item.fieldSpan.end, end: item.modifierSpans.at(-1)?.end ?? 0 };
  if (scalars.length !== literals.length || key.end <= key.start) return [];
  const edits: TextEdit[] = [{ span: key, newText: modifiers.map((modifier) => `|${modifier}`).join('') }];
  for (const [index, scalar] of scalars.entries()) {
    const newText = singleQuoted(escapeSigmaText(literals[index]?.text ?? ''));
    if (newText === undefined || scalar.style === 'literal' || scalar.style === 'folded') return [];
    edits.push({ span: scalar.span, newText });
  }
  // Not every system can compare plain text with regard to case.
  const isSafe = literals.every(({ isExact }) => isExact) && !modifiers.includes('cased');
  return [{ title: 'Write it without regular expression', kind: isSafe ? 'safe' : 'suggestion', edits }];
}

export const needlessRegex = defineRule({
  id: 'needless_regex',
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A regular expression that says no more than a plain comparison.',
  visit: {
    item(item, { report }) {
      const index = item.modifiers.indexOf('re');
      const literals = index < 0 || item.field === null ? undefined : literalsOf(item);
      if (!literals) return;
      const modifiers = modifiersFor(literals, item);
      const instead = modifiers.length === 0 ? 'without modifier' : `with '${modifiers.join('|')}'`;
      const advice = modifiers.includes('cased')
        ? "Write it so, and without 'cased' if case does not matter."
        : 'Write it so.';
      report({
        span: item.modifierSpans[index] ?? item.keySpan,
        message: `This expression says no more than a plain value ${instead}, which systems find faster. ${advice}`,
        fixes: rewrite(item, literals, modifiers),
      });
    },
  },
});
