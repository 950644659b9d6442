/**
 * The normalised form of a rule file for other programs: what pySigma makes of it, with its errors, as one record a file.
 * The record is the one that `scripts/oracle` writes from the real pySigma, and the conformance run compares the two.
 */
import { parseCondition } from '../sigma/condition/parse-condition.ts';
import { postprocessCondition } from '../sigma/condition/postprocess.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import type { PlainMap, PlainValue } from '../sigma/rule/plain-value.ts';
import { resolveRules } from '../sigma/rule/resolve-rules.ts';
import type { ReferableRule } from '../sigma/rule/rule-index.ts';
import type { SigmaConditionText, SigmaRule } from '../sigma/rule/sigma-rule.ts';
import { toDict } from '../sigma/rule/to-dict.ts';
import type { SigmaError } from '../sigma/sigma-error.ts';
import { pythonJson } from './python-json.ts';

/** One line of `sigmasmith parse --json`, without line end. Every document counts as Sigma. */
export function parseRecordLine(path: string, text: string): string {
  return pythonJson(parseRecord(path, text));
}

export function parseRecord(path: string, text: string): PlainMap {
  const { collection } = parseSigma(text, { treatAsSigma: true, extensions: false });
  const resolved = resolveRules(collection.rules);
  const raises = collection.raises ?? resolved.error;
  const stopped = collection.collectRaises ?? resolved.error;
  const record: PlainMap = new Map<string, PlainValue>([
    ['path', path],
    ['raises', raises === undefined ? null : errorRecord(raises)],
  ]);
  if (stopped !== undefined) return record.set('collect_raises', errorRecord(stopped)).set('ok', false);
  const rules = resolved.rules.map(ruleRecord);
  record.set('collection_errors', collection.collectedErrors.map(errorRecord));
  record.set('rules', rules);
  const hasConditionError = rules.some((rule) =>
    (rule.get('condition_errors') as PlainValue[] | undefined)?.some(Boolean),
  );
  return record.set('ok', raises === undefined && collection.collectedErrors.length === 0 && !hasConditionError);
}

function ruleRecord(rule: ReferableRule): PlainMap {
  const record: PlainMap = new Map<string, PlainValue>([
    ['kind', rule.kind === 'rule' ? 'SigmaRule' : 'SigmaCorrelationRule'],
    ['errors', rule.errors.map(errorRecord)],
  ]);
  const result = toDict(rule);
  if ('dict' in result) record.set('dict', withoutFilterNames(result.dict));
  else record.set('to_dict_error', errorRecord(result.error));
  if (rule.kind === 'rule' && rule.errors.length === 0) record.set('condition_errors', conditionErrors(rule));
  return record;
}

function conditionErrors(rule: SigmaRule): PlainValue[] {
  return (rule.detection?.conditions ?? []).map((condition) => {
    const error = conditionError(rule, condition);
    return error === null ? null : errorRecord(error);
  });
}

function conditionError(rule: SigmaRule, condition: SigmaConditionText): SigmaError | null {
  const { tree, error } = parseCondition(condition, { gluedOperators: true });
  if (tree === null || rule.detection === undefined) return error;
  return postprocessCondition(tree, rule.detection, { emptySelectors: true }).error;
}

const maximumMessage = 1500;

/** Addresses of Python's objects and random names of filters differ from run to run and are not compared. */
export function errorRecord(error: SigmaError): PlainMap {
  const characters = [...error.message];
  const message = characters.length > maximumMessage ? characters.slice(0, maximumMessage).join('') : error.message;
  const record: PlainMap = new Map<string, PlainValue>([
    ['error_class', error.errorClass],
    [
      'error',
      withoutFilterName(message)
        .replace(/0x[0-9a-f]{6,}/g, '0x…')
        .replace(/(?<=<sigma\.types\.\w+ object)(?=>)/g, ' at 0x…'),
    ],
  ]);
  if (characters.length > maximumMessage) record.set('error_truncated', true);
  return record;
}

function withoutFilterName(text: string): string {
  return text.replace(/_filt_[A-Za-z]{10}(?=_)/g, '_filt_XXXXXXXXXX');
}

function withoutFilterNames(value: PlainValue): PlainValue {
  if (typeof value === 'string') return withoutFilterName(value);
  if (Array.isArray(value)) return value.map(withoutFilterNames);
  if (!(value instanceof Map)) return value;
  const renamed: PlainMap = new Map();
  for (const [key, item] of value) renamed.set(withoutFilterName(key), withoutFilterNames(item));
  return renamed;
}
