/** Texts for people about the parts of pipeline files, in Markdown. */
import type { Definition } from './definitions.ts';
import type { ParameterDoc, PartDoc } from './docs/part-doc.ts';

const kinds: Readonly<Record<ParameterDoc['kind'], string>> = {
  text: 'text',
  texts: 'list of texts',
  map: 'mapping',
  flag: 'true or false',
  number: 'number',
  value: 'any value',
  items: 'list',
};

/** A transformation, condition, post-processing step or finalizer with its parameters. */
export function partMarkdown(doc: PartDoc, definition: Definition | undefined): string {
  const parameters = Object.entries(doc.parameters);
  if (parameters.length === 0) return `${doc.text}\n\nNo parameters.`;
  const required = new Set(definition?.required);
  const lines = parameters.map(
    ([name, parameter]) => `* \`${name}\`${required.has(name) ? ' (required)' : ''}: ${parameterText(parameter)}`,
  );
  return `${doc.text}\n\n${lines.join('\n')}`;
}

export function parameterMarkdown(name: string, doc: ParameterDoc): string {
  return `**${name}** · ${kinds[doc.kind]}\n\n${parameterText(doc)}`;
}

export function parameterText({ text, values, otherwise, kind }: ParameterDoc): string {
  const choice = values && kind !== 'flag' ? ` One of ${values.map((value) => `\`${value}\``).join(', ')}.` : '';
  const none = otherwise === undefined ? '' : ` Otherwise: ${otherwise}.`;
  return `${text}${choice}${none}`;
}
