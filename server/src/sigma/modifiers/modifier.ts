/** What a modifier is. Each lives in its own file beside this one and is listed in `index.ts`. */
import type { ExtensionId, Extensions } from '../extensions.ts';
import type { SigmaFailure } from '../types/sigma-failure.ts';
import type { SigmaType } from '../types/sigma-type.ts';

interface ModifierBase {
  /** The identifiers after `|`; the last is the one that pySigma writes when it turns a rule into a dictionary. */
  readonly ids: readonly [string, ...string[]];
  /** pySigma's class, which its messages name. */
  readonly className: string;
  /** One sentence for hover and completion. */
  readonly summary: string;
  /** Known to the Sigma specification but not to pySigma. */
  readonly extension?: ExtensionId;
}

export interface ModifierContext {
  /** `null` for keywords. */
  readonly field: string | null;
  /** How many modifiers came before this one. */
  readonly applied: number;
  /** How many values one value may still become. */
  readonly expansionLimit: number;
  /** What is read otherwise than by pySigma 1.5. */
  readonly extensions: Extensions;
}

/** Changes each value on its own; the members of an expansion, too. */
export interface ValueModifier extends ModifierBase {
  readonly kind: 'value';
  readonly accepts: readonly SigmaType['type'][];
  modify(value: SigmaType, context: ModifierContext): SigmaType | SigmaFailure;
}

/** Changes the item that holds the values. */
export interface ListModifier extends ModifierBase {
  readonly kind: 'list';
  readonly sets: { readonly valueLinking?: 'and'; readonly negated?: true };
}

export type SigmaModifier = ValueModifier | ListModifier;

type OfType<T extends SigmaType['type']> = Extract<SigmaType, { type: T }>;

/** Declares a value modifier whose `modify` sees only the types that it accepts. */
export function valueModifier<T extends SigmaType['type']>(
  definition: Omit<ValueModifier, 'kind' | 'accepts' | 'modify'> & {
    readonly accepts: readonly T[];
    modify(value: OfType<T>, context: ModifierContext): SigmaType | SigmaFailure;
  },
): ValueModifier {
  return {
    ...definition,
    kind: 'value',
    modify: (value, context) => definition.modify(value as OfType<T>, context),
  };
}
