import { isOutputList, isText, type OutputValue } from '../pipeline/output-value.ts';
import { pythonJson } from '../pipeline/python-json.ts';

/** What a conversion hands out, for people and files: queries with a blank line between them, objects as one line of JSON each. */
export function outputText(output: OutputValue, indent?: number): string {
  const items = isOutputList(output) ? output : [output];
  const texts = items.map((item) => (isText(item) ? textOf(item) : pythonJson(item, { indent }).text));
  return texts.join(items.every(isText) ? '\n\n' : '\n');
}

function textOf(text: Extract<OutputValue, string> | { readonly text: string }): string {
  return typeof text === 'string' ? text : text.text;
}
