/**
 * One item of a detection: `field|modifier|modifier: value(s)`, or keywords.
 * pySigma: rule/detection.py#SigmaDetectionItem.from_mapping
 */
import type { Span } from '../../base/span.ts';
import type { YamlNode, YamlScalar } from '../../yaml/nodes.ts';
import { scalarOffsetAt } from '../../yaml/source-offset.ts';
import { type ExtensionId, extensionIds } from '../extensions.ts';
import { type ModifierProblem, type ModifierUse, readModifiedValues } from '../modifiers/apply-modifiers.ts';
import { isFailure } from '../types/sigma-failure.ts';
import type { SigmaType } from '../types/sigma-type.ts';
import { sigmaTypeFromYaml } from '../types/sigma-type-from-yaml.ts';
import { isPairs, placeOfItem } from './document.ts';
import type { DetectionReader } from './parse-detection.ts';
import { isNone, pythonTypeName, stringOf } from './python-value.ts';
import type { SigmaDetectionItem } from './sigma-rule.ts';

interface ItemKey {
  readonly field: string | null;
  readonly modifiers: readonly ModifierUse[];
  readonly keySpan: Span;
  readonly fieldSpan: Span;
}

/** `key` is `null` for keywords; `place` is the whole item. */
export function parseDetectionItem(
  key: YamlNode | null,
  node: YamlNode,
  place: Span,
  reader: DetectionReader,
): SigmaDetectionItem {
  const itemKey = readKey(key, place, reader);
  const { field, modifiers } = itemKey;
  const nodes = node.kind === 'seq' ? node.items : [node];
  const ids = modifiers.map(({ id }) => id);
  const modifierSpans = modifiers.map((modifier) => modifier.span);
  const { keySpan, fieldSpan } = itemKey;
  // Written out rather than spread: rules can have thousands of items, and engines read spread objects slowly.
  const item = (
    value: readonly SigmaType[],
    originalValue: readonly SigmaType[],
    valueLinking: 'or' | 'and',
    negated: boolean,
  ): SigmaDetectionItem => ({
    kind: 'item',
    field,
    modifiers: ids,
    modifierSpans,
    keySpan,
    fieldSpan,
    node,
    span: place,
    value,
    originalValue,
    valueLinking,
    negated,
  });
  if (isPairs(node) && nodes.length > 0) {
    reader.errors.report('SigmaTypeError', "Unsupported type: <class 'tuple'>", node.span);
    return item([], [], 'or', false);
  }
  const span = node.span.end > node.span.start ? node.span : keySpan;
  const result = readModifiedValues({ field, modifiers, span, extensions: reader.extensions }, nodes);
  if ('error' in result) {
    reportProblem(result, node, span, reader);
    const originalValue = nodes.map(sigmaTypeFromYaml).filter((read): read is SigmaType => !isFailure(read));
    return item([], originalValue, 'or', false);
  }
  return item(result.values, result.originalValues, result.valueLinking, result.negated);
}

/** The modifiers for which a value may be read otherwise without an extension. */
const concerned: Partial<Record<ExtensionId, readonly string[]>> = {
  'utf16le-modifier': ['utf16le'],
  'base64-bytes': ['base64', 'base64offset'],
  'escaped-placeholders': ['expand'],
  'regex-sides': ['re'],
};

/** The extensions without which the item would be read otherwise, or not at all. */
export function extensionsUsedBy({ field, modifiers: ids, modifierSpans, node, span }: SigmaDetectionItem) {
  if (node === undefined || ids.length === 0) return [];
  const nodes = node.kind === 'seq' ? node.items : [node];
  const modifiers = ids.map((id, index) => ({ id, span: modifierSpans[index] ?? span }));
  const read = (without?: ExtensionId) => {
    const extensions = { has: (id: ExtensionId) => id !== without };
    return comparable(readModifiedValues({ field, modifiers, span, extensions }, nodes));
  };
  return extensionIds.filter((id) => concerned[id]?.some((modifier) => ids.includes(modifier)) && read() !== read(id));
}

const comparable = (value: unknown) =>
  JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part));

function readKey(key: YamlNode | null, place: Span, reader: DetectionReader): ItemKey {
  if (key === null || isNone(key)) {
    const span = key === null ? place : key.span;
    return { field: null, modifiers: [], keySpan: span, fieldSpan: span };
  }
  const text = stringOf(key);
  if (text === undefined || key.kind !== 'scalar') {
    reportNoText(key, reader);
    return { field: null, modifiers: [], keySpan: key.span, fieldSpan: key.span };
  }
  return splitKey(text, key, reader.text);
}

/** pySigma calls `key.split('|')`, whatever the key is. */
function reportNoText(key: YamlNode, reader: DetectionReader): void {
  const type = pythonTypeName(key);
  if (type === 'bytes') reader.errors.report('TypeError', "a bytes-like object is required, not 'str'", key.span);
  else reader.errors.report('AttributeError', `'${type}' object has no attribute 'split'`, key.span);
}

function splitKey(text: string, key: YamlScalar, source: string): ItemKey {
  const keySpan = key.span;
  const isDirect = key.style === 'plain' && keySpan.end - keySpan.start === text.length;
  const offset = (index: number) => (isDirect ? keySpan.start + index : scalarOffsetAt(source, key, index));
  const [field = '', ...ids] = text.split('|');
  let at = field.length;
  const fieldSpan = { start: offset(0), end: offset(at) };
  const modifiers = ids.map((id) => {
    const start = at + 1;
    at = start + id.length;
    return { id, span: { start: offset(start), end: offset(at) } };
  });
  return { field: field === '' ? null : field, modifiers, keySpan, fieldSpan };
}

function reportProblem(
  { error, index }: ModifierProblem,
  value: YamlNode,
  fallback: Span,
  reader: DetectionReader,
): void {
  const node = (value.kind === 'seq' ? value.items : [value]).find(({ span }) => span === error.span);
  let { span } = error;
  if (span.end === span.start) span = node && node !== value ? placeOfItem(node, value) : fallback;
  else if (index !== undefined && node?.kind === 'scalar') span = characterSpan(node, index, reader.text) ?? span;
  reader.errors.report(error.errorClass, error.message, span);
}

/** One character of a scalar in the file; from its last one on the character before. */
function characterSpan(node: YamlScalar, index: number, source: string): Span | undefined {
  const at = Math.min(index, node.text.length - 1);
  if (at < 0) return undefined;
  const start = scalarOffsetAt(source, node, at);
  const end = scalarOffsetAt(source, node, at + 1);
  return end > start ? { start, end } : undefined;
}
