/**
 * The `detection` part of a rule and the `filter` part of a filter: named detections and their conditions.
 * pySigma: rule/detection.py#SigmaDetections.from_dict – stops at the first error and then has no detections at all; we read on.
 */
import type { Span } from '../../base/span.ts';
import type { YamlMap, YamlPair } from '../../yaml/nodes.ts';
import { conditionTextOf } from '../condition/condition-text.ts';
import type { SigmaError } from '../sigma-error.ts';
import { headOf, listItems, Mapping, placeOf, placeOfItem } from './document.ts';
import { type DetectionReader, parseDetection } from './parse-detection.ts';
import { isDict, pythonRepr, pythonStr, stringOf } from './python-value.ts';
import type { RuleErrors } from './rule-errors.ts';
import type { NamedDetection, SigmaConditionText, SigmaDetections } from './sigma-rule.ts';

/** The errors of one part, of which pySigma meets the first only. */
export class PartErrors {
  readonly #errors: RuleErrors;
  /** What pySigma makes of Python's TypeError and KeyError in this part. */
  readonly #instead: (errorClass: string) => Omit<SigmaError, 'span'> | undefined;
  #failed = false;

  constructor(errors: RuleErrors, instead: (errorClass: string) => Omit<SigmaError, 'span'> | undefined) {
    this.#errors = errors;
    this.#instead = instead;
  }

  get failed(): boolean {
    return this.#failed;
  }

  report(errorClass: string, message: string, span: Span): void {
    const error = { ...(this.#instead(errorClass) ?? { errorClass, message }), span };
    if (this.#failed) this.#errors.addFurther(error);
    else if (error.errorClass.startsWith('Sigma')) this.#errors.addError(error);
    else this.#errors.raiseError(error);
    this.#failed = true;
  }
}

/** What the parsers need besides the document. */
export type RuleSource = Omit<DetectionReader, 'errors'>;

export function parseDetections(
  document: Mapping,
  source: RuleSource,
  errors: RuleErrors,
): SigmaDetections | undefined {
  const pair = document.pair('detection');
  if (pair === undefined) {
    errors.add('SigmaDetectionError', 'Sigma rule must have a detection definitions', headOf(document.node));
    return undefined;
  }
  const part = new PartErrors(errors, detectionErrorInstead);
  if (!isDict(pair.value)) {
    part.report('TypeError', '', placeOf(pair));
    return undefined;
  }
  const map = new Mapping(pair.value);
  const noCondition = 'Sigma rule must contain at least one condition';
  const condition = map.pair('condition');
  if (condition === undefined) part.report('SigmaConditionError', noCondition, pair.key.span);
  const conditions = condition ? conditionTexts(condition, source.text) : [];
  const detections = parseNamedDetections(pair.value, ['condition'], { ...source, errors: part });
  if (detections.size === 0) {
    part.report('SigmaDetectionError', 'No detections defined in Sigma rule', pair.key.span);
  }
  if (condition !== undefined && conditions.length === 0) {
    part.report('SigmaConditionError', noCondition, placeOf(condition));
  }
  return { detections, conditions, conditionNode: condition?.value, span: pair.value.span, broken: part.failed };
}

function detectionErrorInstead(errorClass: string): Omit<SigmaError, 'span'> | undefined {
  const instead: Record<string, string> = {
    TypeError: 'Sigma detection must be a valid YAML map',
    KeyError: 'Sigma rule must have a detection definitions',
  };
  const message = instead[errorClass];
  return message === undefined ? undefined : { errorClass: 'SigmaDetectionError', message };
}

function conditionTexts(pair: YamlPair, text: string): SigmaConditionText[] {
  const { value } = pair;
  if (value.kind !== 'seq') return [conditionTextOf(text, value, placeOf(pair))];
  return listItems(value).map((item) => conditionTextOf(text, item, placeOfItem(item, value)));
}

export function parseNamedDetections(
  node: YamlMap,
  otherKeys: readonly string[],
  reader: DetectionReader,
): ReadonlyMap<string, NamedDetection> {
  const detections = new Map<string, NamedDetection>();
  for (const pair of node.entries) {
    const name = stringOf(pair.key);
    if (name !== undefined && otherKeys.includes(name)) continue;
    const detection = parseDetection(pair.value, placeOf(pair), pair.key.span, reader);
    const named = { name: name ?? pythonStr(pair.key), key: pair.key, nameSpan: pair.key.span, detection };
    // No condition can spell a name that begins like this.
    detections.set(name ?? `\0${pythonRepr(pair.key)}`, named);
  }
  return detections;
}
