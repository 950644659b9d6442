import type { Span } from '../../base/span.ts';
import type { SigmaParse } from '../../sigma/parse-sigma.ts';
import type { IndexedRule, WorkspaceIndex } from '../../workspace/workspace-index.ts';
import type { Occurrence } from './occurrences.ts';

/** The file that a question is about, as it stands in the editor, among all others. The index knows its rules, too. */
export interface RuleFile {
  /** Its key in the index. */
  readonly path: string;
  readonly parse: SigmaParse;
  readonly index: WorkspaceIndex;
}

export interface Place {
  readonly path: string;
  readonly span: Span;
}

/** The rules that an occurrence of a rule stands for: the one it belongs to, or those that it mentions. */
export function rulesMeant(
  { path, index }: RuleFile,
  { isDefinition, rule, text }: Occurrence,
): readonly IndexedRule[] {
  if (!isDefinition) return index.referredBy(text);
  const own = index
    .rulesOf(path)
    .filter(({ document, span }) => document === rule.document && span.start === rule.span.start);
  return own.map((summary) => ({ path, rule: summary }));
}

/** Each place once, in the order of the files' first mention and of the text. */
export function distinctPlaces(places: readonly Place[]): Place[] {
  const byKey = new Map(places.map((place) => [`${place.path} ${place.span.start} ${place.span.end}`, place]));
  const order = new Map([...new Set(places.map(({ path }) => path))].map((path, index) => [path, index]));
  const rank = ({ path }: Place) => order.get(path) ?? 0;
  return [...byKey.values()].sort((a, b) => rank(a) - rank(b) || a.span.start - b.span.start);
}
