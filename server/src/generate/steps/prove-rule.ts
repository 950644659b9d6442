/** Proves a rule with an event made of its own values: what cannot fire is no rule. */
import { compileRule } from '../../evaluate/compile-rule.ts';
import { parseSigma } from '../../sigma/parse-sigma.ts';
import type { DraftItem, DraftSelection, RuleDraft } from './rule-draft.ts';

export type SyntheticEvent = Record<string, unknown>;

/** An event that the rule means: each selection's first alternative that fits what is there already, with its first value. */
export function syntheticEvent(draft: RuleDraft): SyntheticEvent {
  const event: SyntheticEvent = {};
  const flat = new Map<string, string>();
  for (const selection of neededSelections(draft)) {
    const alternative =
      selection.alternatives.find((items) => items.every((item) => fits(item, flat))) ?? selection.alternatives[0];
    for (const item of alternative ?? []) addItem(item, flat);
  }
  for (const [field, value] of flat) setPath(event, field, value);
  return event;
}

/** Selections that the condition needs: of alternatives joined by OR only the first. */
function neededSelections({ selections, condition }: RuleDraft): DraftSelection[] {
  const positive = selections.filter(({ name }) => !name.startsWith('filter'));
  const branch = condition.replace(/ and not .*$/, '');
  if (/\bor\b/.test(branch) && !branch.includes('(')) {
    const first = branch.split(' or ')[0] ?? '';
    return positive.filter(({ name }) => mentions(first, name));
  }
  if (/^1 of/.test(branch)) return positive.slice(0, 1);
  const group = /\(([^()]* or [^()]*)\)/.exec(branch);
  if (group) {
    const kept = (group[1] as string).split(' or ')[0] as string;
    const narrowed = branch.replace(group[0], kept);
    return positive.filter(({ name }) => mentions(narrowed, name));
  }
  return positive;
}

function mentions(condition: string, name: string): boolean {
  return condition
    .split(/[\s()]+/)
    .some((word) => word === name || (word.endsWith('*') && name.startsWith(word.slice(0, -1))));
}

function fits({ field, modifiers, values }: DraftItem, flat: ReadonlyMap<string, string>): boolean {
  const known = flat.get(field);
  return (
    known === undefined ||
    modifiers.includes('contains') ||
    modifiers.includes('endswith') ||
    values.some(({ text }) => text === known)
  );
}

function addItem({ field, modifiers, values }: DraftItem, flat: Map<string, string>): void {
  const texts = modifiers.includes('all') ? values.map(({ text }) => text) : values.slice(0, 1).map(({ text }) => text);
  if (field === '') return void flat.set('message', texts.join(' '));
  const known = flat.get(field) ?? '';
  if (modifiers.includes('startswith')) flat.set(field, `${texts[0]}${known}`);
  else if (modifiers.includes('endswith'))
    flat.set(field, known.endsWith(texts[0] ?? '') ? known : `${known}${known ? '' : placeFor(field)}${texts[0]}`);
  else if (modifiers.includes('contains')) flat.set(field, `${known}${placeFor(field)}${texts.join(' ')}`);
  else flat.set(field, texts[0] ?? '');
}

/** What stands before a value that is a part of its field. */
function placeFor(field: string): string {
  return /^(?:Image|ParentImage|ImageLoaded|TargetFilename|SourceImage|TargetImage)$/.test(field)
    ? 'C:\\Users\\Public'
    : ' ';
}

function setPath(event: SyntheticEvent, field: string, value: string): void {
  const keys = field.split('.');
  let at = event;
  for (const key of keys.slice(0, -1)) {
    at[key] ??= {};
    at = at[key] as SyntheticEvent;
  }
  at[keys.at(-1) as string] = value;
}

/** Whether the written rule fires on an event made of its values, or cannot be evaluated here. */
export function firesOnOwnValues(yaml: string, draft: RuleDraft): boolean {
  const rule = parseSigma(yaml, { treatAsSigma: true }).collection.rules[0];
  if (rule?.kind !== 'rule') return false;
  const matcher = compileRule(rule);
  return matcher.unevaluable !== undefined || matcher.match(syntheticEvent(draft)).matched;
}
