/** Values as the tables of Microsoft's log services hold them, where Sysmon writes them otherwise. */
import { applyModifiers } from '../../sigma/modifiers/apply-modifiers.ts';
import { sigmaString } from '../../sigma/types/sigma-string.ts';
import type { SigmaType } from '../../sigma/types/sigma-type.ts';
import { ConversionError } from '../conversion-error.ts';
import { plainSigmaText, plainSigmaValue } from '../plain-sigma-value.ts';
import { plainText } from '../plain-value.ts';
import type { DetectionDraft, ItemDraft } from '../rule-draft.ts';
import { detectionItemTransformation, type TransformationDefinition } from '../transformation.ts';
import { valueTransformation } from '../value-transformation.ts';

function itemLike(item: ItemDraft, field: string | null, value: readonly SigmaType[]): ItemDraft {
  return {
    ...item,
    field,
    modifiers: [],
    value,
    originalValue: value,
    valueLinking: 'or',
    negated: false,
    applied: undefined,
  };
}

/** The file name alone, for tables that have no path of the parent process. */
const parentImage: TransformationDefinition = {
  id: 'kusto_parent_image',
  required: [],
  optional: [],
  create: () =>
    valueTransformation((value) => {
      const name = plainSigmaText(value).split('\\').at(-1)?.split('/').at(-1) ?? '';
      return sigmaString(name, value.span);
    }),
};

/** Sysmon's types of registry events as action types. */
const registryActionType: TransformationDefinition = {
  id: 'kusto_registry_action_type',
  required: [],
  optional: [],
  create: () =>
    valueTransformation((value) => {
      const plain = plainSigmaValue(value);
      if ((plain !== null && typeof plain !== 'string') || value.type === 'timestamp-part')
        throw new ConversionError('TypeError', 'The type of a registry event must be a text.', value.span);
      const mapped = actionTypes[plain ?? ''] ?? [plain ?? ''];
      return mapped.map((text) => sigmaString(text, value.span));
    }),
};

const actionTypes: Readonly<Record<string, readonly string[]>> = {
  CreateKey: ['RegistryKeyCreated'],
  DeleteKey: ['RegistryKeyDeleted', 'RegistryValueDeleted'],
  SetValue: ['RegistryValueSet'],
  RenameKey: ['RegistryValueSet', 'RegistryKeyCreated'],
};

const domainFields: Readonly<Record<string, string>> = {
  AccountName: 'AccountDomain',
  RequestAccountName: 'RequestAccountDomain',
  InitiatingProcessAccountName: 'InitiatingProcessAccountDomain',
};

/** `DOMAIN\user` as two fields. */
const splitDomainUser: TransformationDefinition = {
  id: 'kusto_split_domain_user',
  required: [],
  optional: [],
  create: () =>
    detectionItemTransformation((item) => {
      const items = item.value.map((value): DetectionDraft => {
        const parts = plainSigmaText(value).split('\\');
        const values = parts.map((part) => sigmaString(part, value.span));
        const [domain, user] = values;
        const children =
          values.length === 2 && domain && user
            ? [
                itemLike(item, item.field, [user]),
                itemLike(item, domainFields[item.field ?? ''] ?? 'InitiatingProcessAccountDomain', [domain]),
              ]
            : [modifiedItem(item, values)];
        return { kind: 'detection', items: children, itemLinking: 'and', span: item.span };
      });
      if (items.length === 0) throw new ConversionError('SigmaDetectionError', 'Detection is empty', item.span);
      return { kind: 'detection', items, itemLinking: 'or', span: item.span };
    }),
};

// pySigma: microsoftxdr/transformations.py#SplitDomainUserTransformation – applies the item's modifiers to values that they have made.
function modifiedItem(item: ItemDraft, values: readonly SigmaType[]): ItemDraft {
  const modifiers = item.modifiers.map((id) => ({ id, span: item.span }));
  const result = applyModifiers({ field: item.field, modifiers, span: item.span }, values);
  if ('error' in result) throw new ConversionError(result.error.errorClass, result.error.message, item.span);
  return {
    ...itemLike(item, item.field, result.values),
    modifiers: item.modifiers,
    valueLinking: result.valueLinking,
    negated: result.negated,
  };
}

const algorithmOfLength: Readonly<Record<number, string>> = { 32: 'MD5', 40: 'SHA1', 64: 'SHA256', 128: 'SHA512' };

/** `ALGORITHM=hash` as a field for each algorithm. */
const hashes: TransformationDefinition = {
  id: 'kusto_hashes',
  required: ['valid_hash_algos'],
  optional: ['field_prefix', 'drop_algo_prefix'],
  create(parameters) {
    const valid = parameters.list('valid_hash_algos').map(plainText);
    const prefix = parameters.string('field_prefix', '');
    const dropAlgorithm = parameters.boolean('drop_algo_prefix', false);
    return detectionItemTransformation((item) => {
      const byField = new Map<string, SigmaType[]>();
      let found = false;
      for (const value of item.value) {
        const { algorithm, hash } = hashOf(plainSigmaText(value), valid);
        found ||= algorithm !== '';
        const field = prefix + (dropAlgorithm ? '' : algorithm);
        byField.set(field, [...(byField.get(field) ?? []), sigmaString(hash, value.span)]);
      }
      if (!found)
        throw new ConversionError(
          'InvalidHashAlgorithmError',
          `No valid hash algo found in Hashes field. Please use one of the following: ${valid.join(', ')}`,
          item.span,
        );
      const items = [...byField]
        .filter(([field]) => field !== '')
        .map(([field, values]) => itemLike(item, field === 'keyword' ? null : field, values));
      return { kind: 'detection', items, itemLinking: 'or', span: item.span };
    });
  },
};

function hashOf(text: string, valid: readonly string[]): { algorithm: string; hash: string } {
  const byBar = text.split('|');
  const parts = byBar.length === 1 ? text.split('=') : byBar;
  const [first = '', second = ''] = parts;
  if (parts.length !== 2) return { algorithm: algorithmOfLength[[...first].length] ?? '', hash: first };
  const algorithm = first.replace(/^\*+/, '').toUpperCase();
  return { algorithm: valid.includes(algorithm) ? algorithm : '', hash: second };
}

export const kustoValueTransformations = [parentImage, registryActionType, splitDomainUser, hashes];
