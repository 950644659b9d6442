import { type ExtensionId, extendsBy } from '../../sigma/extensions.ts';
import { isTruthy } from '../../sigma/rule/python-value.ts';
import type { SigmaConditionText, SigmaDetection } from '../../sigma/rule/sigma-rule.ts';
import { placedDetection, readDetection } from '../make-detection.ts';
import { isPlainList, type PlainMap, type PlainValue } from '../plain-value.ts';
import { type Compat, extensionsOf } from '../quirks.ts';
import { markApplied, type RuleDraft, wrapCondition } from '../rule-draft.ts';
import type { Transformation, TransformationDefinition } from '../transformation.ts';

/** Adds a detection and links it to every condition of the rule with AND. */
export const addCondition: TransformationDefinition = {
  id: 'add_condition',
  required: [],
  optional: ['conditions', 'name', 'template', 'negated'],
  create(parameters) {
    const conditions = parameters.has('conditions') ? parameters.map('conditions') : new Map();
    const name = parameters.has('name') ? parameters.string('name') : undefined;
    return addConditionTransformation({
      conditions,
      name,
      template: parameters.boolean('template', false),
      negated: parameters.boolean('negated', false),
    });
  },
};

interface Options {
  readonly conditions: PlainMap;
  readonly name: string | undefined;
  /** Whether `$category`, `$product` and `$service` in values stand for the rule's log source. */
  readonly template: boolean;
  readonly negated: boolean;
}

export function addConditionTransformation({ conditions, name, template, negated }: Options): Transformation {
  /** The detection where it is the same for every rule, however rules are read. */
  let fixed: SigmaDetection | undefined;
  const detectionFor = (rule: RuleDraft, compat: Compat): SigmaDetection => {
    if (fixed) return fixed;
    const extensions = extensionsOf(compat);
    let isFixed = !template;
    const has = (id: ExtensionId) => {
      isFixed = false;
      return extendsBy(extensions, id);
    };
    const detection = readDetection(template ? fillTemplates(conditions, rule) : conditions, { has });
    if (isFixed) fixed = detection;
    return detection;
  };
  return {
    apply(rule, { compat }, item) {
      if (rule.kind !== 'rule') return;
      const place = rule.source.logsource?.span ?? rule.source.span;
      const detection = placedDetection(detectionFor(rule, compat), place);
      const detectionName = name ?? freeName(rule);
      rule.detections.set(detectionName, { name: detectionName, nameSpan: rule.source.span, detection });
      markApplied(detection, item.identifier);
      markApplied(rule, item.identifier);
      const prefix = `${negated ? 'not ' : ''}${detectionName}`;
      rule.conditions = rule.conditions.map((condition) =>
        isEmptyCondition(condition)
          ? { text: prefix, span: condition.span, offsetAt: () => condition.span.start }
          : wrapCondition(condition, `${prefix} and (`, ')'),
      );
    },
  };
}

/** Python's truth of a condition, which need not be a text. */
function isEmptyCondition({ text, node }: SigmaConditionText): boolean {
  return node ? !isTruthy(node) : text === '';
}

/** A name that no detection has and that no selector of a rule matches, as it begins with an underscore. */
function freeName(rule: RuleDraft): string {
  for (let i = 0; ; i++) if (!rule.detections.has(`_cond_${i}`)) return `_cond_${i}`;
}

function fillTemplates(conditions: PlainMap, rule: RuleDraft): PlainMap {
  const fill = (value: PlainValue): PlainValue => (typeof value === 'string' ? substitute(value, rule) : value);
  return new Map([...conditions].map(([field, value]) => [field, isPlainList(value) ? value.map(fill) : fill(value)]));
}

const placeholder = /\$(?:(\$)|([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\})/g;

// pySigma: transformations/condition.py#AddConditionTransformation – Python's `Template.safe_substitute`: a part of the log source that is
// absent prints as "None", other names stay.
function substitute(text: string, { logsource }: RuleDraft): string {
  const known = new Map([
    ['category', logsource.category],
    ['product', logsource.product],
    ['service', logsource.service],
  ]);
  return text.replace(placeholder, (match, dollar: string | undefined, plain?: string, braced?: string) => {
    if (dollar) return '$';
    const name = plain ?? braced ?? '';
    return known.has(name) ? (known.get(name) ?? 'None') : match;
  });
}
