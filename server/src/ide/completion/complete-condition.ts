import type { CursorContext } from './cursor-context.ts';
import type { Suggestion } from './suggestion.ts';

/** What a condition is made of: names that may stand in it, and whether it knows `1 of`. */
export interface ConditionNames {
  readonly names: readonly string[];
  readonly selectors: boolean;
  doc?(name: string): string | undefined;
}

interface Place {
  /** What may come next: an operand, an operator, or the `of` and pattern of a selector. */
  readonly expects: 'operand' | 'operator' | 'of' | 'pattern';
  readonly depth: number;
  /** Text before the cursor that belongs to the word being typed. */
  readonly word: string;
  /** Words before it. */
  readonly before: readonly string[];
}

export function completeCondition(context: CursorContext, condition: ConditionNames): Suggestion[] {
  const { prefix, content, outline, offset } = context;
  const place = placeIn(prefix, condition.selectors);
  const rest = /^[\w*.-]*/.exec(outline.text.slice(offset, Math.max(offset, content.end)))?.[0] ?? '';
  const span = { start: offset - place.word.length, end: offset + rest.length };
  const drafts = draftsFor(place, condition);
  const isEmpty = content.start === content.end;
  const whole = isEmpty && condition.selectors && place.expects === 'operand' ? wholeConditions(condition.names) : [];
  const others = drafts.filter(({ label }) => whole.every((one) => one.label !== label));
  return [...whole, ...others].map((draft, rank) => ({ ...draft, span, rank: rank + 1 }));
}

type Draft = Omit<Suggestion, 'span'>;

function draftsFor(place: Place, condition: ConditionNames): Draft[] {
  if (place.expects === 'operator') return operators(place);
  if (place.expects === 'of') return [word('of', 'operator')];
  const used = new Set(place.before);
  const identifiers = condition.names
    .filter((name) => !/^_/.test(name) || place.expects === 'operand')
    .map((name): Draft => ({ ...named(name, condition), group: used.has(name) ? 1 : 0 }));
  const patterns = patternsOf(condition.names).map(
    (pattern): Draft => ({
      ...word(pattern, 'selection'),
      detail: matched(pattern, condition.names).join(', '),
    }),
  );
  if (place.expects === 'pattern')
    return [...patterns, { ...word('them', 'selection'), detail: condition.names.join(', ') }, ...identifiers];
  const selectors = condition.selectors ? selectorsFor(condition.names) : [];
  return [
    ...identifiers,
    ...selectors,
    { ...word('not', 'operator'), insert: 'not ', group: 2 },
    { ...word('(', 'operator'), group: 2 },
  ];
}

function named(name: string, condition: ConditionNames): Draft {
  return { ...word(name, 'selection'), doc: () => condition.doc?.(name) };
}

function selectorsFor(names: readonly string[]): Draft[] {
  const patterns = patternsOf(names);
  const quantified = (quantifier: string) =>
    [...patterns, ...(names.length > 1 ? ['them'] : [])].map(
      (pattern): Draft => ({
        ...word(`${quantifier} of ${pattern}`, 'selection'),
        group: 1,
        detail: matched(pattern, names).join(', '),
      }),
    );
  return [...quantified('1'), ...quantified('all')];
}

function operators({ depth }: Place): Draft[] {
  const list = [
    { ...word('and', 'operator'), insert: 'and ' },
    { ...word('or', 'operator'), insert: 'or ' },
    { ...word('and not', 'operator'), insert: 'and not ' },
  ];
  return depth > 0 ? [...list, word(')', 'operator')] : list;
}

function word(label: string, kind: Suggestion['kind']): Draft {
  return { label, kind, insert: label };
}

/** `selection_*` for names that begin alike up to an underscore. */
export function patternsOf(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) {
    if (name.startsWith('_')) continue;
    for (let at = name.indexOf('_'); at > 0; at = name.indexOf('_', at + 1)) {
      const pattern = `${name.slice(0, at + 1)}*`;
      counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([pattern, count]) => count > 1 || /^(?:filter|selection)_(?:main_|optional_)?\*$/.test(pattern))
    .map(([pattern]) => pattern);
}

function matched(pattern: string, names: readonly string[]): string[] {
  const visible = names.filter((name) => !name.startsWith('_'));
  return pattern === 'them' ? visible : visible.filter((name) => name.startsWith(pattern.slice(0, -1)));
}

/** What authors usually write for such names. */
function wholeConditions(names: readonly string[]): Draft[] {
  const filters = names.filter((name) => name.startsWith('filter'));
  const selections = names.filter((name) => !name.startsWith('filter') && !name.startsWith('_'));
  if (selections.length === 0) return [];
  const main = operand(selections, 'all');
  const without = ['filter_main', 'filter_optional'].flatMap((prefix) => {
    const own = filters.filter((name) => name.startsWith(prefix));
    return own.length > 0 ? [` and not ${own.length === 1 ? own[0] : `1 of ${prefix}_*`}`] : [];
  });
  const others = filters.filter((name) => !/^filter_(?:main|optional)/.test(name));
  const rest = others.length > 0 ? [` and not ${operand(others, '1')}`] : [];
  const label = [main, ...without, ...rest].join('');
  return label === selections[0] ? [] : [{ ...word(label, 'selection'), group: 0, detail: 'the whole condition' }];
}

function operand(names: readonly string[], quantifier: '1' | 'all'): string {
  if (names.length === 1) return names[0] as string;
  const pattern = patternsOf(names).find((each) => matched(each, names).length === names.length);
  const joined = names.join(quantifier === 'all' ? ' and ' : ' or ');
  return pattern ? `${quantifier} of ${pattern}` : quantifier === 'all' ? joined : `(${joined})`;
}

/** Reads what stands before the cursor; broken text only makes the guess worse. */
function placeIn(prefix: string, selectors: boolean): Place {
  const words = prefix.match(/[()]|[^\s()]+/g) ?? [];
  const typed = /[^\s()]+$/.exec(prefix)?.[0] ?? '';
  const before = typed === '' ? words : words.slice(0, -1);
  let expects: Place['expects'] = 'operand';
  let depth = 0;
  for (const each of before) {
    const low = each.toLowerCase();
    if (each === '(') depth++;
    else if (each === ')') depth = Math.max(0, depth - 1);
    expects = next(expects, low, selectors);
  }
  return { expects, depth, word: typed, before };
}

function next(expects: Place['expects'], word: string, selectors: boolean): Place['expects'] {
  if (word === '(' || word === 'and' || word === 'or' || word === 'not') return 'operand';
  if (word === ')') return 'operator';
  if (expects === 'operand' && selectors && /^(?:1|all|any)$/.test(word)) return 'of';
  if (expects === 'of') return word === 'of' ? 'pattern' : 'operator';
  return 'operator';
}
