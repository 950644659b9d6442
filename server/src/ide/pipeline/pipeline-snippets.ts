/** Text that completion writes: the beginning of an item or condition with what it cannot do without, as an editor's snippet. */
import type { Definition } from './definitions.ts';
import type { ParameterDoc, PartDoc } from './docs/part-doc.ts';

/** `$`, `}` and `\` mean something in snippets. */
export function plainSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** What stands behind `key:`; `indent` is the indentation of the key relative to the line that the snippet starts on. */
export function valueSnippet({ kind, values }: ParameterDoc, indent: string, stop: number): string {
  if (values) return ` \${${stop}|${values.join(',')}|}`;
  if (kind === 'texts') return ` [$${stop}]`;
  if (kind === 'map') return `\n${indent}  $${stop}`;
  if (kind === 'items') return `\n${indent}  - $${stop}`;
  return ` $${stop}`;
}

/** The lines for the parameters that must be there and are not yet. */
export function requiredLines(
  { required }: Definition,
  { parameters }: PartDoc,
  given: ReadonlyMap<string, string>,
  indent: string,
): string {
  return required
    .filter((name) => !given.has(name))
    .map((name, index) => {
      const doc = parameters[name];
      return `\n${indent}${name}:${doc ? valueSnippet(doc, indent, index + 1) : ` $${index + 1}`}`;
    })
    .join('');
}
