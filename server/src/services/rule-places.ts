/** Which file a place is in: that of its rule, or of a filter on it. */
import type { Span } from '../base/span.ts';
import { isFiltered } from '../sigma/filter/apply-filters.ts';
import type { AnySigmaRule, SigmaFilter } from '../sigma/rule/sigma-rule.ts';

export class RulePlaces {
  readonly #paths: ReadonlyMap<AnySigmaRule, string>;
  readonly #spans = new Map<SigmaFilter, ReadonlySet<Span>>();

  /** `paths` holds the files of rules and filters. */
  constructor(paths: ReadonlyMap<AnySigmaRule, string>) {
    this.#paths = paths;
  }

  pathOf(rule: AnySigmaRule | undefined): string | undefined {
    if (rule === undefined) return undefined;
    return this.#paths.get(isFiltered(rule) ? rule.unfiltered : rule);
  }

  /** The file of the filter that a place in a filtered rule comes from. */
  filterAt(rule: AnySigmaRule | undefined, span: Span | undefined): string | undefined {
    if (rule === undefined || span === undefined || !isFiltered(rule)) return undefined;
    const filter = rule.filters.find((each) => this.#spansOf(each).has(span));
    return filter && this.#paths.get(filter);
  }

  #spansOf(filter: SigmaFilter): ReadonlySet<Span> {
    const known = this.#spans.get(filter) ?? new Set(spansIn(filter.detection));
    this.#spans.set(filter, known);
    return known;
  }
}

/** All places in a tree; the very objects, as offsets into two texts may be the same. */
function* spansIn(value: unknown): Generator<Span> {
  if (typeof value !== 'object' || value === null) return;
  if ('start' in value && 'end' in value) yield value as Span;
  else if (value instanceof Map) for (const item of value.values()) yield* spansIn(item);
  else for (const item of Object.values(value)) yield* spansIn(item);
}
