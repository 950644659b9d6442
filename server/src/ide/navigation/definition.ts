import type { Span } from '../../base/span.ts';
import { nameSpanOf, type Occurrence, occurrencesAt, occurrencesOf } from './occurrences.ts';
import { type RuleFile, rulesMeant } from './places.ts';

export interface DefinitionLink {
  /** The words that were asked about. */
  readonly origin: Span;
  readonly path: string;
  /** All that is defined there. */
  readonly target: Span;
  /** Its name. */
  readonly name: Span;
}

/** Where the thing under the cursor is defined: one place, or several for a selector and for rules with one id. */
export function definition(file: RuleFile, offset: number): DefinitionLink[] {
  const occurrences = occurrencesOf(file.parse);
  const links = occurrencesAt(occurrences, offset).flatMap((at) => linksOf(file, occurrences, at));
  const byKey = new Map(links.map((link) => [`${link.path} ${link.name.start}`, link]));
  return [...byKey.values()];
}

function linksOf(file: RuleFile, occurrences: readonly Occurrence[], at: Occurrence): DefinitionLink[] {
  const { path, parse } = file;
  const origin = at.span;
  switch (at.kind) {
    case 'selection':
    case 'selector':
      return at.detections.map((detection) => {
        const name = nameSpanOf(parse.text, detection);
        return {
          origin,
          path,
          name,
          target: { start: name.start, end: Math.max(name.end, detection.detection.span.end) },
        };
      });
    case 'alias':
      return occurrences
        .filter(({ key, isDefinition }) => isDefinition && key === at.key)
        .map(({ span }) => ({ origin, path, name: span, target: span }));
    case 'rule':
      return rulesMeant(file, at).map((found) => {
        const target = found.rule.span;
        const name = found.rule.title?.span ?? found.rule.id?.span ?? { start: target.start, end: target.start };
        return { origin, path: found.path, target, name };
      });
    default:
      return [];
  }
}
