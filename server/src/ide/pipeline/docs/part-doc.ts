/** What is told about a transformation, condition, post-processing step or finalizer, and about its parameters. */

/** What a parameter's value looks like; completion writes the beginning of it. */
export type ValueKind = 'text' | 'texts' | 'map' | 'flag' | 'number' | 'value' | 'items';

export interface ParameterDoc {
  /** One or two sentences in Markdown. */
  readonly text: string;
  readonly kind: ValueKind;
  /** All values that are accepted. */
  readonly values?: readonly string[];
  /** What holds when it is left out. */
  readonly otherwise?: string;
  /** Holds names of fields: as keys of the mapping, or as its value. */
  readonly fields?: true;
}

/**
 * What an item works on, which decides the conditions that it heeds: the whole rule only rule conditions, detection items and their
 * values also those on items and field names.
 */
export type Scope = 'rule' | 'detection items' | 'queries';

export interface PartDoc {
  readonly text: string;
  readonly scope?: Scope;
  readonly parameters: Readonly<Record<string, ParameterDoc>>;
}

export type PartDocs = Readonly<Record<string, PartDoc>>;

export const text = (words: string, more: Partial<ParameterDoc> = {}): ParameterDoc => ({
  text: words,
  kind: 'text',
  ...more,
});

export const texts = (words: string, more: Partial<ParameterDoc> = {}): ParameterDoc => ({
  text: words,
  kind: 'texts',
  ...more,
});

export const map = (words: string, more: Partial<ParameterDoc> = {}): ParameterDoc => ({
  text: words,
  kind: 'map',
  ...more,
});

export const flag = (words: string, otherwise: boolean): ParameterDoc => ({
  text: words,
  kind: 'flag',
  values: ['true', 'false'],
  otherwise: String(otherwise),
});

export const number = (words: string, otherwise?: string): ParameterDoc => ({
  text: words,
  kind: 'number',
  ...(otherwise && { otherwise }),
});

export const value = (words: string): ParameterDoc => ({ text: words, kind: 'value' });

export const items = (words: string): ParameterDoc => ({ text: words, kind: 'items' });
