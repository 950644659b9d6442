import { referenceKey } from '../../workspace/rule-mentions.ts';
import type { RuleSummary } from '../../workspace/rule-summary.ts';
import type { IndexedRule } from '../../workspace/workspace-index.ts';
import { type Occurrence, occurrencesAt, occurrencesOf } from './occurrences.ts';
import { distinctPlaces, type Place, type RuleFile, rulesMeant } from './places.ts';

/** Every place that names the thing under the cursor, in all files; selectors that select it are among them. */
export function references(file: RuleFile, offset: number, { definitions }: { definitions: boolean }): Place[] {
  const occurrences = occurrencesOf(file.parse);
  const found = occurrencesAt(occurrences, offset).flatMap((at) =>
    at.kind === 'rule' || at.kind === 'title'
      ? ruleReferences(file, at, definitions)
      : relatedOccurrences(occurrences, at)
          .filter(({ isDefinition }) => definitions || !isDefinition)
          .map(({ span }) => ({ path: file.path, span })),
  );
  return distinctPlaces(found);
}

/** The occurrences that belong to one in the same file: of a selection also the selectors, of a selector what it selects. */
export function relatedOccurrences(occurrences: readonly Occurrence[], at: Occurrence): Occurrence[] {
  const selected = new Set(at.kind === 'selector' ? at.detections : []);
  const [definition] = at.kind === 'selection' ? at.detections : [];
  return occurrences.filter((other) => {
    if (other.key === at.key) return true;
    if (other.kind === 'selection') return other.isDefinition && other.detections.some((each) => selected.has(each));
    return other.kind === 'selector' && definition !== undefined && other.detections.includes(definition);
  });
}

/** Every mention of a rule, by id and by name. */
export function mentionsOf({ index }: Pick<RuleFile, 'index'>, { id, name }: RuleSummary): Place[] {
  return [id?.value, name?.value].flatMap((reference) => (reference === undefined ? [] : mentions(index, reference)));
}

function mentions(index: RuleFile['index'], reference: string): Place[] {
  const key = referenceKey(reference);
  return index
    .referringTo(reference)
    .flatMap(({ path, rule }) =>
      rule.mentions.filter((mention) => referenceKey(mention.reference) === key).map(({ span }) => ({ path, span })),
    );
}

function ruleReferences(file: RuleFile, at: Occurrence, definitions: boolean): Place[] {
  const rules = rulesMeant(file, at);
  const mentioned = rules.flatMap(({ rule }) => mentionsOf(file, rule));
  const defined = definitions ? rules.flatMap(definitionsOf) : [];
  return [...defined, ...mentioned, ...(at.isDefinition ? [] : mentions(file.index, at.text))];
}

/** What identifies a rule: its id and its name, or the title that it has instead. */
function definitionsOf({ path, rule }: IndexedRule): Place[] {
  const own = [rule.id, rule.name].flatMap((each) => each ?? []);
  const identifying = own.length > 0 ? own : [rule.title].flatMap((each) => each ?? []);
  return identifying.map(({ span }) => ({ path, span }));
}
