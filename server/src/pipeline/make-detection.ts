/** Detections that pipelines add. Their definition is plain data of the pipeline; in the rule they stand for its log source. */
import type { Span } from '../base/span.ts';
import type { Extensions } from '../sigma/extensions.ts';
import { parseDetection } from '../sigma/rule/parse-detection.ts';
import { PartErrors } from '../sigma/rule/parse-detections.ts';
import { RuleErrors } from '../sigma/rule/rule-errors.ts';
import type { SigmaDetection } from '../sigma/rule/sigma-rule.ts';
import type { YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { ConversionError } from './conversion-error.ts';
import { isPlainList, isPlainMap, type PlainMap, type PlainScalar, type PlainValue, plainText } from './plain-value.ts';
import type { DetectionDraft } from './rule-draft.ts';

const nowhere: Span = { start: 0, end: 0 };

function scalar(value: PlainScalar): YamlScalar {
  return { kind: 'scalar', span: nowhere, style: 'plain', text: plainText(value), value, tag: '' };
}

function nodeOf(value: PlainValue): YamlNode {
  if (isPlainList(value)) return { kind: 'seq', span: nowhere, tag: '', flow: false, items: value.map(nodeOf) };
  if (!isPlainMap(value)) return scalar(value);
  const entries = [...value].map(([key, item]) => ({ key: scalar(key), value: nodeOf(item), span: nowhere }));
  return { kind: 'map', span: nowhere, tag: '', flow: false, pairs: entries, entries };
}

/** Reads a definition as a rule's detection is read. Throws a `ConversionError`. */
export function readDetection(definition: PlainMap, extensions: Extensions): SigmaDetection {
  const errors = new RuleErrors();
  const part = new PartErrors(errors, () => undefined);
  const detection = parseDetection(nodeOf(definition), nowhere, nowhere, { text: '', errors: part, extensions });
  const [error] = errors.result().errors;
  if (error) throw new ConversionError(error.errorClass, error.message);
  return detection;
}

/** A working copy of such a detection for one rule; all of it stands at one place of the rule. */
export function placedDetection(detection: SigmaDetection, span: Span): DetectionDraft {
  return {
    ...detection,
    span,
    items: detection.items.map((item) => {
      if (item.kind === 'detection') return placedDetection(item, span);
      const value = item.value.map((single) => ({ ...single, span }));
      return { ...item, value, span, keySpan: span, fieldSpan: span, applied: undefined, added: true };
    }),
  };
}
