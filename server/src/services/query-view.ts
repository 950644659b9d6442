/** What a conversion hands out as a text to look at, which still knows where it came from. */
import { isOutputList, isText, type OutputValue } from '../pipeline/output-value.ts';
import { pythonJson } from '../pipeline/python-json.ts';
import { QueryText, type SourceMapping } from '../pipeline/query-text.ts';

export interface QueryView {
  readonly text: string;
  readonly sourceMap: readonly SourceMapping[];
  /** The language of the text where it is not that of the queries. */
  readonly language: 'json' | 'jsonl' | undefined;
}

/** Queries with a blank line between them, objects as indented JSON. */
export function queryView(output: OutputValue): QueryView {
  const items = isOutputList(output) ? output : [output];
  const texts = items.map((item) =>
    isText(item) ? QueryText.from(item) : pythonJson(item, { indent: 2, ascii: false }),
  );
  const text = trimmed(QueryText.join(texts, '\n\n'));
  return { text: text.text, sourceMap: text.sourceMap(), language: languageOf(items) };
}

/** Without empty lines around it. */
function trimmed(text: QueryText): QueryText {
  const start = text.length - text.text.replace(/^\s*\n/, '').length;
  return text.slice(start, text.text.trimEnd().length);
}

function languageOf(items: readonly OutputValue[]): QueryView['language'] {
  if (items.length === 0) return undefined;
  const lines = items.flatMap((item) => (isText(item) ? QueryText.from(item).text.trimEnd().split('\n') : undefined));
  if (!lines.includes(undefined))
    return lines.every((line) => isJsonObject(line)) ? (lines.length > 1 ? 'jsonl' : 'json') : undefined;
  return items.length > 1 ? 'jsonl' : 'json';
}

function isJsonObject(line: string | undefined): boolean {
  if (!line?.startsWith('{')) return false;
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}
