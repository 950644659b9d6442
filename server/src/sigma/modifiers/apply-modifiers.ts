/**
 * Applies the modifiers of a detection item to its values, left to right, as pySigma does: type checks, error classes, expansions
 * member by member. Nothing here looks at rules or conditions.
 */
import type { Span } from '../../base/span.ts';
import type { YamlNode } from '../../yaml/nodes.ts';
import { pythonStringRepr } from '../../yaml/python-repr.ts';
import { type Extensions, extendsBy } from '../extensions.ts';
import type { SigmaError } from '../sigma-error.ts';
import { sigmaTypeText } from '../types/python-value-text.ts';
import { fail, isFailure, type SigmaFailure } from '../types/sigma-failure.ts';
import type { SigmaExpansion, SigmaType } from '../types/sigma-type.ts';
import { rawStringFromYaml, sigmaTypeFromYaml } from '../types/sigma-type-from-yaml.ts';
import { foreignString } from './base64.ts';
import { modifiers as registry } from './index.ts';
import type { ModifierContext, SigmaModifier, ValueModifier } from './modifier.ts';

export interface ModifierUse {
  readonly id: string;
  readonly span: Span;
}

export interface ModifierChain {
  /** `null` for keywords. */
  readonly field: string | null;
  readonly modifiers: readonly ModifierUse[];
  /** Where to report what has no place of its own. */
  readonly span: Span;
  /** What is read otherwise than by pySigma 1.5; by default all. */
  readonly extensions?: Extensions;
}

export interface ModifiedValues {
  readonly values: readonly SigmaType[];
  /** The values before the modifiers. pySigma's `expand` changes a value in place, so that its placeholders show here, too. */
  readonly originalValues: readonly SigmaType[];
  readonly valueLinking: 'and' | 'or';
  readonly negated: boolean;
}

export interface ModifierProblem {
  readonly error: SigmaError;
  /** Offset in the text of the value that `error.span` names, where the error is in a regular expression. */
  readonly index?: number | undefined;
}

/** How many values one value may become. */
const expansionLimit = 10_000;
/** How long a text may grow by encoding it again and again. */
const lengthLimit = 1_000_000;

/** pySigma's `SigmaDetectionItem.from_mapping`: reads the values and applies the modifiers. */
export function readModifiedValues(chain: ModifierChain, nodes: readonly YamlNode[]): ModifiedValues | ModifierProblem {
  const found = findModifiers(chain);
  if (!Array.isArray(found)) return found;
  const isRaw = chain.modifiers.some(({ id }) => id === 're');
  const values: SigmaType[] = [];
  for (const node of nodes) {
    const value = isRaw ? rawStringFromYaml(node) : sigmaTypeFromYaml(node);
    if (isFailure(value)) return problem(value, node.span);
    values.push(value);
  }
  return apply(chain, found, values);
}

/** Applies the modifiers to values that exist already. */
export function applyModifiers(chain: ModifierChain, values: readonly SigmaType[]): ModifiedValues | ModifierProblem {
  const found = findModifiers(chain);
  return Array.isArray(found) ? apply(chain, found, values) : found;
}

function findModifiers(chain: ModifierChain): SigmaModifier[] | ModifierProblem {
  const found: SigmaModifier[] = [];
  for (const { id, span } of chain.modifiers) {
    const modifier = registry.get(id);
    if (!modifier || (modifier.extension && !extendsBy(chain.extensions, modifier.extension))) {
      return problem(fail('SigmaModifierError', `Unknown modifier ${pythonStringRepr(id)}`), span);
    }
    found.push(modifier);
  }
  return found;
}

function apply(chain: ModifierChain, found: SigmaModifier[], original: readonly SigmaType[]) {
  let values = original;
  let originalValues = original;
  let valueLinking: 'and' | 'or' = 'or';
  let negated = false;
  for (const [applied, modifier] of found.entries()) {
    if (modifier.kind === 'list') {
      valueLinking = modifier.sets.valueLinking ?? valueLinking;
      negated = modifier.sets.negated ?? negated;
      continue;
    }
    const next: SigmaType[] = [];
    const context = { field: chain.field, applied, expansionLimit, extensions: chain.extensions ?? true };
    for (const value of values) {
      const result = modifyWithin(modifier, value, context);
      if (isFailure(result)) {
        const modifierSpan = chain.modifiers[applied]?.span ?? chain.span;
        return problem(result, result.at === 'modifier' ? modifierSpan : (value.span ?? chain.span));
      }
      next.push(result);
    }
    // pySigma: types.py#SigmaString.insert_placeholders – works in place, also on the original where no modifier made a new string.
    if (modifier.ids[0] === 'expand') originalValues = inPlace(originalValues, values, next);
    values = next;
  }
  return { values, originalValues, valueLinking, negated };
}

function inPlace(originals: readonly SigmaType[], before: readonly SigmaType[], after: readonly SigmaType[]) {
  return originals.map((original, i) => (original === before[i] ? (after[i] as SigmaType) : original));
}

/** One value, with a limit on how many values and how much text it may become. */
function modifyWithin(modifier: ValueModifier, value: SigmaType, context: ModifierContext): SigmaType | SigmaFailure {
  const result = modify(modifier, value, context);
  if (isFailure(result) || (result.type !== 'expansion' && result.type !== 'string')) return result;
  const count = leaves(result);
  if (count > expansionLimit) {
    return fail(
      'SigmaExpansionLimitError',
      `The modifiers make ${count} values of this one; at most ${expansionLimit} are allowed. Use fewer expanding modifiers.`,
    );
  }
  const length = textLength(result);
  if (length <= lengthLimit || length <= textLength(value)) return result;
  return fail(
    'SigmaExpansionLimitError',
    `The modifiers make a text of ${length} characters of this value; at most ${lengthLimit} are allowed. Use fewer encodings.`,
  );
}

function modify(modifier: ValueModifier, value: SigmaType, context: ModifierContext): SigmaType | SigmaFailure {
  if (value.type === 'expansion') return modifyMembers(modifier, value, context);
  if (!modifier.accepts.includes(value.type)) return incompatible(modifier, value);
  return modifier.modify(value, context);
}

function modifyMembers(modifier: ValueModifier, value: SigmaExpansion, context: ModifierContext) {
  const values: SigmaType[] = [];
  let room = context.expansionLimit;
  for (const member of value.values) {
    const result = modify(modifier, member, { ...context, expansionLimit: room });
    if (isFailure(result)) return result;
    room -= leaves(result) - 1;
    values.push(result);
  }
  return { ...value, values };
}

function incompatible(modifier: ValueModifier, value: SigmaType): SigmaFailure {
  if (value.type === 'string' && value.foreign !== undefined) return foreignString();
  const message = `Modifier ${modifier.className} incompatible to value type of '${sigmaTypeText(value)}'`;
  return fail('SigmaTypeError', message);
}

function leaves(value: SigmaType): number {
  return value.type === 'expansion' ? value.values.reduce((sum, member) => sum + leaves(member), 0) : 1;
}

function textLength(value: SigmaType): number {
  if (value.type === 'expansion') return value.values.reduce((sum, member) => sum + textLength(member), 0);
  if (value.type !== 'string') return 0;
  return value.parts.reduce((sum, part) => sum + (part.kind === 'plain' ? part.text.length : 1), 0);
}

function problem(failure: SigmaFailure, span: Span): ModifierProblem {
  const { errorClass, message, index } = failure;
  return { error: { errorClass, message, span }, ...(index !== undefined && { index }) };
}
