/**
 * One detection: a mapping of items linked with AND, a value or list of values as keywords, or a list of detections linked with OR.
 * pySigma: rule/detection.py#SigmaDetection.from_definition
 */
import type { Span } from '../../base/span.ts';
import type { YamlNode, YamlSeq } from '../../yaml/nodes.ts';
import type { Extensions } from '../extensions.ts';
import { isPairs, placeOfItem } from './document.ts';
import { parseDetectionItem } from './parse-detection-item.ts';
import type { PartErrors } from './parse-detections.ts';
import { isDict, pythonTypeName } from './python-value.ts';
import type { SigmaDetection, SigmaDetectionItem } from './sigma-rule.ts';

export interface DetectionReader {
  /** The whole file. */
  readonly text: string;
  readonly errors: PartErrors;
  /** What is read otherwise than by pySigma 1.5. */
  readonly extensions: Extensions;
}

/** `place` is where errors about the definition as a whole point, `name` the detection's name. */
export function parseDetection(node: YamlNode, place: Span, name: Span, reader: DetectionReader): SigmaDetection {
  const items = readItems(node, place, reader);
  if (items.length === 0 && isDict(node)) reader.errors.report('SigmaDetectionError', 'Detection is empty', name);
  const itemLinking = items.some((item) => item.kind === 'item') ? 'and' : 'or';
  return { kind: 'detection', items, itemLinking, node, span: node.span };
}

function readItems(
  node: YamlNode,
  place: Span,
  reader: DetectionReader,
): readonly (SigmaDetectionItem | SigmaDetection)[] {
  if (isDict(node)) {
    return node.entries.map((pair) => parseDetectionItem(pair.key, pair.value, pair.span, reader));
  }
  if (isPlain(node)) return [parseDetectionItem(null, node, place, reader)];
  if (node.kind !== 'seq') return unsupported(pythonTypeName(node), place, reader);
  if (isPairs(node) && node.items.length > 0) return unsupported('tuple', place, reader);
  if (node.items.every(isPlain)) return [parseDetectionItem(null, node, place, reader)];
  return nested(node, reader);
}

/** The depth of nesting is bounded where the YAML is read. */
function nested(node: YamlSeq, reader: DetectionReader): SigmaDetection[] {
  return node.items.map((item) => {
    const place = placeOfItem(item, node);
    return parseDetection(item, place, place, reader);
  });
}

function unsupported(type: string, place: Span, reader: DetectionReader): [] {
  reader.errors.report('SigmaDetectionError', `Unsupported detection definition type: <class '${type}'>`, place);
  return [];
}

/** A string, number, boolean or null. */
function isPlain(node: YamlNode): boolean {
  return node.kind === 'scalar' && (node.value === null || typeof node.value !== 'object');
}
