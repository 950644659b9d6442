/** YAML as PyYAML's safe dumper writes it: blocks, sorted keys, everything beyond ASCII escaped. Text keeps its source. */
import { entriesOf, isOutputList, type OutputValue } from './output-value.ts';
import { plainText } from './plain-value.ts';
import { isMultiline, scalarEdits, scalarStyle } from './python-yaml-scalar.ts';
import { QueryText, type TextLike } from './query-text.ts';

export interface PythonYamlOptions {
  readonly indent?: number | undefined;
  /** The emitter written in C, which `yaml.dump` uses with `CSafeDumper`. */
  readonly libyaml: boolean;
}

/** Longer keys stand on a line of their own. */
const longestKey = 123;

export function pythonYaml(value: OutputValue, options: PythonYamlOptions): QueryText {
  return new Emitter(options).document(value);
}

class Emitter {
  readonly #parts: TextLike[] = [];
  readonly #libyaml: boolean;
  readonly #step: number;
  #column = 0;
  #afterSpace = true;
  #afterIndention = true;

  constructor({ indent, libyaml }: PythonYamlOptions) {
    this.#libyaml = libyaml;
    this.#step = indent !== undefined && indent > 1 && indent < 10 ? indent : 2;
  }

  document(value: OutputValue): QueryText {
    const isOpenEnded = this.#node(value, undefined, 'root');
    this.#write('\n');
    if (isOpenEnded && !this.#libyaml) this.#write('...\n');
    return QueryText.concat(...this.#parts);
  }

  /** Whether a plain scalar was written. */
  #node(value: OutputValue, indent: number | undefined, place: 'root' | 'item' | 'key' | 'value'): boolean {
    if (value === null || typeof value !== 'object' || value instanceof QueryText)
      return this.#scalar(value, indent, place === 'key');
    const inner = indent === undefined ? 0 : indent + this.#step;
    if (isOutputList(value)) {
      if (value.length === 0) this.#indicator('[]', true);
      else this.#sequence(value, place === 'value' && !this.#afterIndention ? (indent ?? 0) : inner);
    } else {
      const entries = entriesOf(value);
      if (entries.length === 0) this.#indicator('{}', true);
      else this.#mapping(entries, inner);
    }
    return false;
  }

  #sequence(items: readonly OutputValue[], indent: number): void {
    for (const item of items) {
      this.#newLine(indent);
      this.#indicator('-', true, true);
      this.#node(item, indent, 'item');
    }
  }

  #mapping(entries: readonly (readonly [string, OutputValue])[], indent: number): void {
    const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [key, value] of sorted) {
      this.#newLine(indent);
      const isSimple = key.length < longestKey && !isMultiline(key) && (key !== '' || this.#libyaml);
      if (!isSimple) this.#indicator('?', true, true);
      this.#node(key, indent, isSimple ? 'key' : 'value');
      if (!isSimple) this.#newLine(indent);
      this.#indicator(':', !isSimple, !isSimple);
      this.#node(value, indent, 'value');
    }
  }

  #scalar(
    value: QueryText | string | number | bigint | boolean | null,
    indent: number | undefined,
    isKey: boolean,
  ): boolean {
    if (!(value instanceof QueryText) && typeof value !== 'string') {
      this.#indicator(scalarText(value), true);
      return true;
    }
    const text = QueryText.from(value);
    const style = scalarStyle(text.text, isKey);
    const inner = indent === undefined ? this.#step : indent + this.#step;
    if (!this.#afterSpace) this.#write(' ');
    const place = { column: this.#column, indent: inner, isKey, libyaml: this.#libyaml };
    const edited = text.splice(scalarEdits(text.text, style, place));
    this.#write(QueryText.concat(style, edited, style));
    return style === '';
  }

  #indicator(text: string, needsSpace: boolean, isIndention = false): void {
    const afterIndention = this.#afterIndention && isIndention;
    this.#write(this.#afterSpace || !needsSpace ? text : ` ${text}`);
    this.#afterIndention = afterIndention;
  }

  #newLine(indent: number): void {
    if (!this.#afterIndention || this.#column > indent || (this.#column === indent && !this.#afterSpace))
      this.#write('\n');
    if (this.#column < indent) this.#write(' '.repeat(indent - this.#column));
    this.#afterSpace = true;
    this.#afterIndention = true;
  }

  #write(text: TextLike): void {
    const written = typeof text === 'string' ? text : text.text;
    if (written === '') return;
    this.#parts.push(text);
    const lineBreak = written.lastIndexOf('\n');
    this.#column = lineBreak < 0 ? this.#column + [...written].length : [...written.slice(lineBreak + 1)].length;
    this.#afterSpace = /[ \n]$/.test(written);
    this.#afterIndention = lineBreak >= 0 && /^ *$/.test(written.slice(lineBreak + 1));
  }
}

function scalarText(value: number | bigint | boolean | null): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint' || Number.isInteger(value)) return String(value);
  const text = plainText(value);
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}
