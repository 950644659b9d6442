/** JSON and YAML from outside as plain values. */
import { parseYaml } from '../yaml/parse-yaml.ts';
import { ConversionError } from './conversion-error.ts';
import { entriesOf, isOutputList, type OutputValue } from './output-value.ts';
import { parsePythonJson } from './parse-python-json.ts';
import { type PlainValue, plainValue } from './plain-value.ts';
import { QueryText } from './query-text.ts';

export function readDocument(text: string, isJson: boolean): PlainValue {
  if (isJson) {
    const parsed = parsePythonJson(text);
    if ('error' in parsed) throw new ConversionError('SigmaValueError', `Failed to parse JSON data: ${parsed.error}`);
    return plainOf(parsed.value);
  }
  const { documents, error } = parseYaml(text);
  if (error) throw new ConversionError('SigmaValueError', `Failed to parse YAML data: ${error.message}`);
  return plainValue(documents[0]?.root ?? null);
}

function plainOf(value: OutputValue): PlainValue {
  if (value instanceof QueryText) return value.text;
  if (value === null || typeof value !== 'object') return value;
  if (isOutputList(value)) return value.map(plainOf);
  return new Map(entriesOf(value).map(([key, item]) => [key, plainOf(item)]));
}
