import type { SigmaString } from '../../sigma/types/sigma-type.ts';
import { ConversionError } from '../conversion-error.ts';
import { plainText } from '../plain-value.ts';
import type { DetectionDraft, ItemDraft } from '../rule-draft.ts';
import { plainOf, stringLike } from '../sigma-value.ts';
import { detectionItemTransformation, type TransformationDefinition } from '../transformation.ts';

const algorithmOfLength = new Map([
  [32, 'MD5'],
  [40, 'SHA1'],
  [64, 'SHA256'],
  [128, 'SHA512'],
]);

/** Splits `Hashes` into one field for each algorithm. */
export const hashesFields: TransformationDefinition = {
  id: 'hashes_fields',
  required: ['valid_hash_algos'],
  optional: ['field_prefix', 'drop_algo_prefix', 'field_to_parse'],
  create(parameters) {
    const options = {
      algorithms: parameters.list('valid_hash_algos').map(plainText),
      prefix: parameters.string('field_prefix', ''),
      dropAlgorithm: parameters.boolean('drop_algo_prefix', false),
    };
    const fields = parameters.has('field_to_parse')
      ? parameters.list('field_to_parse').map(plainText)
      : ['Hashes', 'Hash'];
    return detectionItemTransformation((item) => {
      if (item.field === null || !fields.includes(item.field)) return undefined;
      if (!item.value.every((value) => value.type === 'string')) return undefined;
      return splitHashes(item, item.value as readonly SigmaString[], options);
    });
  },
};

interface Options {
  readonly algorithms: readonly string[];
  readonly prefix: string;
  readonly dropAlgorithm: boolean;
}

function splitHashes(item: ItemDraft, values: readonly SigmaString[], options: Options): DetectionDraft {
  const hashes = new Map<string, SigmaString[]>();
  for (const value of values) {
    const { algorithm, hash } = readHash(plainOf(value));
    if (!options.algorithms.includes(algorithm)) continue;
    const field = `${options.prefix}${options.dropAlgorithm ? '' : algorithm}`;
    hashes.set(field, [...(hashes.get(field) ?? []), stringLike(hash, value)]);
  }
  if (hashes.size === 0) {
    const known = options.algorithms.join(', ');
    throw new ConversionError(
      'SigmaValueError',
      `No valid hash algorithm found in Hashes field. Please use one of the following: ${known}`,
      item.span,
    );
  }
  const items = [...hashes]
    .filter(([field]) => field !== '')
    .map(
      ([field, value]): ItemDraft => ({
        ...item,
        field: field === 'keyword' ? null : field,
        modifiers: [],
        value,
        originalValue: value,
        valueLinking: 'or',
        negated: false,
        applied: undefined,
      }),
    );
  if (items.length === 0) throw new ConversionError('SigmaDetectionError', 'Detection is empty', item.span);
  return { kind: 'detection', items, itemLinking: 'or', span: item.span };
}

/** Reads `SHA1=…`, `SHA1|…` or a bare hash, whose length tells the algorithm. */
export function readHash(text: string): { algorithm: string; hash: string } {
  const parts = text.split(text.includes('|') ? '|' : '=') as [string, ...string[]];
  if (parts.length === 2)
    return {
      algorithm: parts[0].replace(/^\*+/, '').toUpperCase(),
      hash: (parts[1] as string).replace(/^[*?]+|[*?]+$/g, ''),
    };
  const hash = parts[0].replace(/^[*?]+|[*?]+$/g, '');
  return { algorithm: algorithmOfLength.get([...hash].length) ?? '', hash };
}
