/** Kinds of tokens, as numbers because the scanner keeps them in arrays. Scalars are those from `plainScalar` on. */
export const Token = {
  none: 0,
  streamEnd: 1,
  directive: 2,
  documentStart: 3,
  documentEnd: 4,
  blockSequenceStart: 5,
  blockMappingStart: 6,
  blockEnd: 7,
  flowSequenceStart: 8,
  flowMappingStart: 9,
  flowSequenceEnd: 10,
  flowMappingEnd: 11,
  key: 12,
  value: 13,
  blockEntry: 14,
  flowEntry: 15,
  alias: 16,
  anchor: 17,
  tag: 18,
  plainScalar: 19,
  singleQuotedScalar: 20,
  doubleQuotedScalar: 21,
  literalScalar: 22,
  foldedScalar: 23,
} as const;

const pythonIds = [
  '',
  '<stream end>',
  '<directive>',
  '<document start>',
  '<document end>',
  '<block sequence start>',
  '<block mapping start>',
  '<block end>',
  '[',
  '{',
  ']',
  '}',
  '?',
  ':',
  '-',
  ',',
  '<alias>',
  '<anchor>',
  '<tag>',
];

/** pyyaml: tokens.py – the `id` that error messages name, as Python's `%r` prints it. */
export function pythonTokenId(type: number): string {
  return `'${pythonIds[type] ?? '<scalar>'}'`;
}

/** What a `%YAML` or `%TAG` line says. */
export type Directive =
  | { readonly name: 'YAML'; readonly major: bigint }
  | { readonly name: 'TAG'; readonly handle: string; readonly prefix: string }
  | { readonly name: '' };

/** A tag as written: `handle` is `null` for `!<…>` and the lone `!`. */
export interface TagName {
  readonly handle: string | null;
  readonly suffix: string;
}
