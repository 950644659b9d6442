/** The forms that the specification gives to the parts of rules, correlations and filters, as far as no other check looks at them. */
import type { Span } from '../base/span.ts';
import { placeOfItem } from '../sigma/rule/document.ts';
import type { YamlMap, YamlNode, YamlPair, YamlScalar, YamlSeq } from '../yaml/nodes.ts';

/** What a value must be; `undefined` parts are not asked. */
export interface Form {
  readonly kinds: readonly Kind[];
  /** Of the items of a list. */
  readonly items?: Form;
  /** Whether items must differ, and how many there must be. */
  readonly unique?: boolean;
  readonly atLeast?: number;
  /** Of the values of a mapping, by key. */
  readonly keys?: Readonly<Record<string, Form>>;
  /** Of the values under other keys. */
  readonly others?: Form;
  readonly required?: readonly string[];
  /** Of a text: how it looks, and the words for that. */
  readonly pattern?: readonly [RegExp, string];
  readonly longest?: number;
  /** Of a text that pySigma reads in any case: whether the specification has it in lower case only. */
  readonly lowerCase?: boolean;
}

export type Kind = 'text' | 'integer' | 'boolean' | 'list' | 'mapping';

export interface Violation {
  readonly span: Span;
  /** The pair in which it stands. */
  readonly within: Span;
  readonly message: string;
  /** A text that has to be another one. */
  readonly instead?: { readonly scalar: YamlScalar; readonly text: string };
}

const text: Form = { kinds: ['text'] };
const word: Form = { ...text, lowerCase: true };
const texts: Form = { kinds: ['list'], items: text };
const differentTexts: Form = { ...texts, unique: true };
const selection: Form = {
  kinds: ['list', 'mapping'],
  items: { kinds: ['text', 'integer', 'mapping'] },
};

const attributes: Readonly<Record<string, Form>> = {
  title: text,
  id: text,
  name: text,
  taxonomy: text,
  related: { kinds: ['list'], items: { kinds: ['mapping'], keys: { id: text, type: word } } },
  status: word,
  description: text,
  license: text,
  author: text,
  references: texts,
  date: text,
  modified: text,
  fields: texts,
  falsepositives: differentTexts,
  level: word,
  tags: texts,
  scope: texts,
};

const logsource: Form = {
  kinds: ['mapping'],
  keys: { category: text, product: text, service: text, definition: text },
};

export const ruleForm: Form = {
  kinds: ['mapping'],
  keys: { ...attributes, logsource, detection: { kinds: ['mapping'], keys: { condition: text }, others: selection } },
};

export const correlationForm: Form = {
  kinds: ['mapping'],
  keys: {
    ...attributes,
    falsepositives: { ...differentTexts, kinds: ['list', 'text'] },
    generate: { kinds: ['boolean'] },
    correlation: {
      kinds: ['mapping'],
      required: ['rules'],
      keys: {
        type: word,
        rules: { ...differentTexts, items: { ...text, pattern: [/../s, 'two characters or more'] } },
        aliases: { kinds: ['mapping'], others: { kinds: ['mapping'] } },
        'group-by': differentTexts,
        timespan: { ...text, longest: 10 },
        condition: { kinds: ['mapping', 'text'] },
      },
    },
  },
};

export const filterForm: Form = {
  kinds: ['mapping'],
  keys: {
    ...attributes,
    logsource,
    filter: {
      kinds: ['mapping'],
      required: ['rules', 'selection'],
      keys: { rules: { ...differentTexts, atLeast: 1 }, selection, condition: text },
    },
  },
};

/** Where a mapping departs from its form. Aliases are looked at where they are used, at the place of the pair. */
export function violationsOf(map: YamlMap, form: Form): Violation[] {
  const found: Violation[] = [];
  lookAtMapping(map, form, map.span, found);
  return found;
}

/** What is missing is told at the place `head`. */
function lookAtMapping(map: YamlMap, form: Form, head: Span, found: Violation[]): void {
  for (const pair of map.entries) {
    const name = pair.key.kind === 'scalar' ? pair.key.text : '';
    const expected = form.keys?.[name] ?? (name === 'timeframe' ? undefined : form.others);
    if (expected) lookAtPair(pair, name, expected, found);
  }
  for (const key of form.required ?? [])
    if (!map.entries.some((pair) => pair.key.kind === 'scalar' && pair.key.text === key)) {
      const message = `There is no '${key}' here, which the specification demands. Add it.`;
      found.push({ span: head, within: map.span, message });
    }
}

function lookAtPair({ key, value, span }: YamlPair, name: string, form: Form, found: Violation[]): void {
  if (value.kind === 'scalar' && value.value === null)
    found.push({ span: key.span, within: span, message: `'${name}' has no value. Write one, or remove the key.` });
  else if (!isOfKind(value, form))
    found.push({ span: value.span, within: span, message: wrongKind(value, form, `'${name}'`) });
  else if (value.kind === 'map') lookAtMapping(value, form, key.span, found);
  else if (value.kind === 'scalar') lookAtText(value, name, form, span, found);
  else {
    lookAtItems(value, name, form, found);
    if (value.items.length < (form.atLeast ?? 0))
      found.push({ span: key.span, within: span, message: `'${name}' is empty, but needs an entry. Add one.` });
  }
}

function lookAtItems(list: YamlSeq, name: string, form: Form, found: Violation[]): void {
  const seen = form.unique ? new Set<string>() : undefined;
  for (const item of list.items) {
    const wrong = form.items && wrongItem(item, name, form.items);
    if (wrong !== undefined) {
      const within = placeOfItem(item, list);
      found.push({ span: within, within, message: wrong });
      continue;
    }
    if (form.items && item.kind === 'map') lookAtMapping(item, form.items, item.pairs[0]?.key.span ?? item.span, found);
    if (item.kind !== 'scalar') continue;
    if (form.items?.pattern || form.items?.longest !== undefined)
      lookAtText(item, name, form.items, placeOfItem(item, list), found);
    if (seen?.has(item.text)) {
      const message = `'${item.text}' stands in '${name}' already. Remove one of the two.`;
      found.push({ span: item.span, within: placeOfItem(item, list), message });
    }
    seen?.add(item.text);
  }
}

function wrongItem(item: YamlNode, name: string, form: Form): string | undefined {
  if (item.kind === 'scalar' && item.value === null)
    return `This entry of '${name}' has no value. Write one, or remove the dash.`;
  return isOfKind(item, form) ? undefined : wrongKind(item, form, `An entry of '${name}'`);
}

function lookAtText(scalar: YamlScalar, name: string, form: Form, within: Span, found: Violation[]): void {
  const { pattern, longest, lowerCase } = form;
  const { span, text } = scalar;
  if (lowerCase && text !== text.toLowerCase()) {
    const instead = text.toLowerCase();
    const message = `The specification has '${instead}' in lower case, so that other tools may refuse '${text}'. Write '${instead}'.`;
    found.push({ span, within, message, instead: { scalar, text: instead } });
  }
  if (pattern && !pattern[0].test(text)) {
    const message = `The specification wants ${pattern[1]} for '${name}'. Write it so, because other tools may refuse the rule.`;
    found.push({ span, within, message });
  }
  if (longest !== undefined && text.length > longest) {
    const message = `'${name}' has ${text.length} characters, but the specification allows ${longest}. Shorten it.`;
    found.push({ span, within, message });
  }
}

const kindNames: Readonly<Record<Kind, string>> = {
  text: 'text',
  integer: 'a whole number',
  boolean: 'true or false',
  list: 'a list',
  mapping: 'a mapping',
};

function isOfKind(node: YamlNode, { kinds }: Form): boolean {
  const kind = kindOf(node);
  return kind !== undefined && kinds.includes(kind);
}

function wrongKind(node: YamlNode, { kinds }: Form, subject: string): string {
  const wanted = kinds.map((one) => kindNames[one]).join(' or ');
  const hint = kinds.includes('text') && node.kind === 'scalar' ? 'Put it in quotes.' : `Write ${wanted}.`;
  return `${subject} must be ${wanted}, by the specification. ${hint}`;
}

/** Dates are texts to the specification; other numbers, and bytes, have no kind. */
function kindOf(node: YamlNode): Kind | undefined {
  if (node.kind === 'map') return 'mapping';
  if (node.kind === 'seq') return 'list';
  const { value } = node;
  if (typeof value === 'string') return 'text';
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'object' && value !== null && value.kind !== 'binary' ? 'text' : undefined;
}
