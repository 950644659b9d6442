/**
 * Kinds of words that the server tells editors about. Standard ones of the protocol, and our own, which `package.json` derives from
 * standard ones and maps to scopes of themes.
 */
export const tokenTypes = [
  'keyword',
  'operator',
  'function',
  'property',
  'enumMember',
  'namespace',
  'class',
  'number',
  'regexp',
  'sigmaModifier',
  'sigmaWildcard',
  'sigmaEscape',
  'sigmaPlaceholder',
  'sigmaRegexGroup',
  'sigmaRegexClass',
  'sigmaRegexQuantifier',
] as const;

export type TokenType = (typeof tokenTypes)[number];

export const tokenModifiers = ['declaration'] as const;

export type TokenModifier = (typeof tokenModifiers)[number];

export interface SemanticToken {
  readonly start: number;
  readonly end: number;
  readonly type: TokenType;
  readonly modifier?: TokenModifier | undefined;
}
