/**
 * Tests for a rule, made from the rule itself: an event with just the values that it asks for, and the same event with other values.
 * Only what the evaluator confirms is written; for a rule whose events cannot be made up there are no tests.
 */
import { stringify } from 'yaml';
import { compileRule } from '../evaluate/compile-rule.ts';
import type { SigmaEvent } from '../evaluate/sigma-event.ts';
import type { ConditionItem } from '../sigma/condition/condition-item.ts';
import { parseCondition } from '../sigma/condition/parse-condition.ts';
import { postprocessCondition } from '../sigma/condition/postprocess.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import type { SigmaRule } from '../sigma/rule/sigma-rule.ts';
import type { SigmaString, SigmaType } from '../sigma/types/sigma-type.ts';

/** Values in quotes: `No` and the like are words here, not booleans. */
const yamlStyle = {
  version: '1.1',
  indent: 4,
  lineWidth: 0,
  defaultStringType: 'QUOTE_SINGLE',
  defaultKeyType: 'PLAIN',
} as const;

/** The text of `<rule>.tests.yml` for the first rule of a text. */
export function writeRuleTests(yaml: string): string | undefined {
  const rule = parseSigma(yaml, { treatAsSigma: true }).collection.rules[0];
  if (rule?.kind !== 'rule') return undefined;
  const matcher = compileRule(rule);
  for (const fields of possibleFields(rule)) {
    const hit = eventOf(fields, (field) => field.value());
    if (!matcher.match(hit).matched) continue;
    const miss = eventOf(fields, () => 'something else');
    const tests = [{ name: 'has the values of the rule', match: true, event: hit }];
    if (!matcher.match(miss).matched) tests.push({ name: 'has other values', match: false, event: miss });
    return stringify({ tests }, yamlStyle);
  }
  return undefined;
}

/** What the values of one field must have in common. */
class FieldValue {
  readonly #parts: { start: string; middle: string[]; end: string } = { start: '', middle: [], end: '' };
  readonly #whole: { value?: string | number | boolean | null } = {};

  add(value: SigmaType): void {
    if (value.type === 'string') this.#addString(value);
    else if (value.type === 'number') this.#whole.value ??= Number(value.number);
    else if (value.type === 'bool') this.#whole.value ??= value.boolean;
    else if (value.type === 'cidr') this.#whole.value ??= value.cidr.split('/')[0] as string;
    else if (value.type === 'expansion') this.add(value.values[0] as SigmaType);
    else if (value.type === 'exists') this.#parts.middle.push('present');
    else if (value.type === 'compare') this.#whole.value ??= beyond(value.operator, Number(value.number.number));
  }

  value(): string | number | boolean | null {
    const { start, middle, end } = this.#parts;
    return this.#whole.value === undefined ? start + middle.join(' ') + end : this.#whole.value;
  }

  #addString({ parts }: SigmaString): void {
    const isStar = (index: number) => {
      const part = parts.at(index);
      return part?.kind === 'wildcard' && part.wildcard === '*';
    };
    const text = parts
      .map((part) => (part.kind === 'plain' ? part.text : part.kind === 'wildcard' && part.wildcard === '?' ? 'x' : ''))
      .join('');
    if (isStar(0) && isStar(-1)) this.#parts.middle.push(text);
    else if (isStar(0)) this.#parts.end = text.length > this.#parts.end.length ? text : this.#parts.end;
    else if (isStar(-1)) this.#parts.start = text.length > this.#parts.start.length ? text : this.#parts.start;
    else this.#whole.value ??= text;
  }
}

function beyond(operator: string, number: number): number {
  if (operator === 'gt') return number + 1;
  if (operator === 'lt') return number - 1;
  return operator === 'neq' ? number + 1 : number;
}

type Fields = ReadonlyMap<string, FieldValue>;

/** Ways to meet the conditions: the first alternative of each OR, then the second, and so on. */
function* possibleFields(rule: SigmaRule): Generator<Fields> {
  for (const condition of rule.detection?.conditions ?? []) {
    const { tree } = parseCondition(condition);
    const item = tree && rule.detection && postprocessCondition(tree, rule.detection).item;
    if (!item) continue;
    for (let choice = 0; choice < 4; choice++) {
      const fields = new Map<string, FieldValue>();
      meet(item, choice, fields);
      if (fields.size > 0) yield fields;
    }
  }
}

function meet(item: ConditionItem, choice: number, fields: Map<string, FieldValue>): void {
  if (item.kind === 'and') for (const argument of item.args) argument && meet(argument, choice, fields);
  else if (item.kind === 'or') {
    const argument = item.args[choice % item.args.length];
    if (argument) meet(argument, choice, fields);
  } else if (item.kind !== 'not') {
    const name = item.kind === 'field' ? item.field : 'message';
    const field = fields.get(name) ?? new FieldValue();
    fields.set(name, field);
    field.add(item.value);
  }
}

function eventOf(fields: Fields, choose: (field: FieldValue) => string | number | boolean | null): SigmaEvent {
  const event: Record<string, unknown> = {};
  for (const [name, field] of fields) setPath(event, name.split('.'), choose(field));
  return event as SigmaEvent;
}

/** `a.b` is `b` in the mapping `a`, unless a value stands there already. */
function setPath(event: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    event[key] = value;
    return;
  }
  const inner = event[key];
  if (inner !== undefined && (typeof inner !== 'object' || inner === null)) event[[key, ...rest].join('.')] = value;
  else {
    const map = (inner as Record<string, unknown> | undefined) ?? {};
    event[key] = map;
    setPath(map, rest, value);
  }
}
