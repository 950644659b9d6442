import { ConversionError } from './conversion-error.ts';

/** Which field names a pipeline mapped to which, over all its steps. */
export class FieldMappingTracking {
  readonly targets = new Map<string | null, Set<string>>();
  readonly sources = new Map<string, Set<string | null>>();

  // pySigma: processing/tracking.py#FieldMappingTracking.add_mapping – the reverse mapping of a renamed target names only the last of its
  // sources; kept because strict_field_mapping_failure looks there.
  addMapping(source: string | null, target: readonly string[]): void {
    const earlier = source === null ? undefined : this.sources.get(source);
    if (earlier && source !== null) {
      let last: string | null = source;
      for (const field of earlier) {
        const mapped = this.targets.get(field);
        if (!mapped?.delete(source)) throw new ConversionError('KeyError', `'${source}'`);
        for (const name of target) mapped.add(name);
        last = field;
      }
      this.sources.delete(source);
      for (const name of target) this.#addSource(name, last);
    }
    const mapped = this.targets.get(source) ?? new Set();
    for (const name of target) mapped.add(name);
    this.targets.set(source, mapped);
    for (const name of target) this.#addSource(name, source);
  }

  merge(other: FieldMappingTracking): void {
    for (const [source, target] of [...other.targets]) this.addMapping(source, [...target]);
  }

  /** Whether the field was mapped or is what another was mapped to. */
  knows(field: string): boolean {
    return this.targets.has(field) || this.sources.has(field);
  }

  #addSource(target: string, source: string | null): void {
    const sources = this.sources.get(target);
    if (sources) sources.add(source);
    else this.sources.set(target, new Set([source]));
  }
}
