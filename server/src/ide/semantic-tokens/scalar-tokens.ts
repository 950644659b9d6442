/** Words within one scalar: indexes of its content in, places in the file out. */
import type { YamlScalar } from '../../yaml/nodes.ts';
import { scalarOffsets } from '../../yaml/source-offset.ts';
import type { SemanticToken, TokenModifier, TokenType } from './legend.ts';

/** Adds a token from one index of a scalar's content to another. */
export type AddToken = (from: number, to: number, type: TokenType, modifier?: TokenModifier) => void;

export function addTo(tokens: SemanticToken[], text: string, scalar: YamlScalar): AddToken {
  const offsetAt = scalarOffsets(text, scalar);
  return (from, to, type, modifier) => {
    if (from >= to) return;
    // Behind the last character there may be blanks or a fold before the next one.
    const start = offsetAt(from);
    const end = Math.max(start, to < scalar.text.length ? offsetAt(to) : offsetAt(scalar.text.length));
    tokens.push({ start, end, type, modifier });
  };
}
