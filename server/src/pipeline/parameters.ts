/** The parameters of a transformation or condition, as written in a pipeline file. */
import type { Span } from '../base/span.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { scalarOffsets } from '../yaml/source-offset.ts';
import { ConversionError } from './conversion-error.ts';
import { isPlainList, isPlainMap, type PlainMap, type PlainValue, plainTruth, plainValue } from './plain-value.ts';

export class Parameters {
  readonly span: Span;
  readonly #nodes: ReadonlyMap<string, YamlNode>;
  readonly #source: string | undefined;

  /** `source` is the text of the file, where it is known. */
  constructor(nodes: ReadonlyMap<string, YamlNode>, span: Span, source?: string) {
    this.#nodes = nodes;
    this.span = span;
    this.#source = source;
  }

  get names(): readonly string[] {
    return [...this.#nodes.keys()];
  }

  has(name: string): boolean {
    return this.#nodes.has(name);
  }

  node(name: string): YamlNode | undefined {
    return this.#nodes.get(name);
  }

  /** `undefined` when the parameter is not given. */
  value(name: string): PlainValue | undefined {
    const node = this.#nodes.get(name);
    return node && plainValue(node);
  }

  /** Where the parameter stands, or the whole item. */
  spanOf(name: string): Span {
    return this.#nodes.get(name)?.span ?? this.span;
  }

  /** Where a part of a parameter's text stands. */
  spanWithin(name: string, { start, end }: Span): Span {
    const node = this.#nodes.get(name);
    if (node?.kind !== 'scalar' || this.#source === undefined) return this.spanOf(name);
    const offsetOf = scalarOffsets(this.#source, node);
    return { start: offsetOf(start), end: offsetOf(end) };
  }

  string(name: string, otherwise?: string): string {
    const value = this.value(name);
    if (typeof value === 'string') return value;
    if (value === undefined && otherwise !== undefined) return otherwise;
    throw this.wrong(name, 'a string');
  }

  optionalString(name: string): string | undefined {
    const value = this.value(name);
    return value === undefined || value === null ? undefined : this.string(name);
  }

  boolean(name: string, otherwise: boolean): boolean {
    return this.has(name) ? plainTruth(this.value(name)) : otherwise;
  }

  list(name: string): readonly PlainValue[] {
    const value = this.value(name);
    if (isPlainList(value)) return value;
    throw this.wrong(name, 'a list');
  }

  strings(name: string): string[] {
    return this.list(name).map((item) => {
      if (typeof item === 'string') return item;
      throw this.wrong(name, 'a list of strings');
    });
  }

  optionalStrings(name: string): string[] | undefined {
    const value = this.value(name);
    return value === undefined || value === null ? undefined : this.strings(name);
  }

  map(name: string): PlainMap {
    const value = this.value(name);
    if (isPlainMap(value)) return value;
    throw this.wrong(name, 'a mapping');
  }

  wrong(name: string, expected: string): ConversionError {
    return new ConversionError(
      'SigmaConfigurationError',
      `The parameter "${name}" must be ${expected}.`,
      this.spanOf(name),
    );
  }
}
