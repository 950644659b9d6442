/** JSON as Python's `json.dumps` writes it: a space behind `,` and `:`, everything beyond ASCII escaped. */
import { pythonFloatRepr } from '../sigma/rule/python-value.ts';
import { entriesOf, isOutputList, type OutputValue } from './output-value.ts';
import { QueryText, type TextLike } from './query-text.ts';

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\f': '\\f',
  '\b': '\\b',
};

/** Works on each UTF-16 unit by itself, so that pieces of a text may be escaped one by one. */
export function escapeJsonText(text: string): string {
  return text.replace(
    /["\\]|[^ -~]/g,
    (character) => shortEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function escapeUnicodeJsonText(text: string): string {
  return text.replace(
    /["\\\u0000-\u001f]/g,
    (character) => shortEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export interface PythonJsonOptions {
  /** As in Python: absent for one line. */
  readonly indent?: number | undefined;
  /** Whether everything beyond ASCII is escaped, as it is by default. */
  readonly ascii?: boolean;
}

export function pythonJson(value: OutputValue, { indent, ascii = true }: PythonJsonOptions = {}): QueryText {
  return QueryText.from(write(value, { indent, escaped: ascii ? escapeJsonText : escapeUnicodeJsonText }, ''));
}

interface Style {
  readonly indent: number | undefined;
  readonly escaped: (text: string) => string;
}

function write(value: OutputValue, style: Style, margin: string): TextLike {
  const { indent, escaped } = style;
  if (value instanceof QueryText) return QueryText.concat('"', value.map(escaped), '"');
  if (value === null) return 'null';
  if (typeof value === 'string') return `"${escaped(value)}"`;
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : pythonFloatRepr(value);
  if (typeof value !== 'object') return String(value);
  const inner = indent === undefined ? '' : margin + ' '.repeat(indent);
  if (isOutputList(value)) {
    const items = value.map((item) => write(item, style, inner));
    return brackets('[', items, ']', indent, margin);
  }
  const items = entriesOf(value).map(([key, item]) =>
    QueryText.concat(`"${escaped(key)}": `, write(item, style, inner)),
  );
  return brackets('{', items, '}', indent, margin);
}

function brackets(
  open: string,
  items: readonly TextLike[],
  close: string,
  indent: number | undefined,
  margin: string,
): TextLike {
  if (items.length === 0) return open + close;
  if (indent === undefined) return QueryText.concat(open, QueryText.join(items, ', '), close);
  const line = `\n${margin}${' '.repeat(indent)}`;
  return QueryText.concat(open, line, QueryText.join(items, `,${line}`), `\n${margin}`, close);
}
