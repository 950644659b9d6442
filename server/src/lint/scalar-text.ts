/** Writing a value of a detection in YAML and in Sigma. */
import type { YamlNode, YamlScalar } from '../yaml/nodes.ts';

/** A text as Sigma value: wildcards get a backslash, and backslashes are doubled where one would not stay what it is. */
export function escapeSigmaText(text: string): string {
  return text.replace(
    /(\\+)(?=([*?])?)|[*?]/g,
    (found, backslashes: string | undefined, wildcard: string | undefined) => {
      if (backslashes === undefined) return `\\${found}`;
      return backslashes.length === 1 && wildcard === undefined ? backslashes : backslashes + backslashes;
    },
  );
}

/** In single quotes, which leave backslashes alone; `undefined` for what needs double quotes. */
export function singleQuoted(text: string): string | undefined {
  return /[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/.test(text) ? undefined : `'${text.replaceAll("'", "''")}'`;
}

/** Where the content of a scalar stands that is written as it reads; `undefined` for escaped, folded and tagged ones. */
export function plainContent(
  text: string,
  { span, style, text: content }: YamlScalar,
): { readonly start: number; readonly end: number } | undefined {
  if (style !== 'plain' && style !== 'single' && style !== 'double') return undefined;
  const quote = style === 'plain' ? 0 : 1;
  const place = { start: span.start + quote, end: span.end - quote };
  return text.slice(place.start, place.end) === content ? place : undefined;
}

/** The scalars of an item's values, in their order. */
export function scalarsOf({ node }: { readonly node?: YamlNode | undefined }): readonly YamlScalar[] {
  if (node?.kind === 'scalar') return [node];
  return node?.kind === 'seq' ? node.items.filter((item) => item.kind === 'scalar') : [];
}
