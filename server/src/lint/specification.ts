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
}

export type Kind = 'text' | 'integer' | 'boolean' | 'list' | 'mapping';

export interface Violation {
  readonly span: Span;
  /** The pair in which it stands. */
  readonly within: Span;
  readonly message: string;
}

const text: Form = { kinds: ['text'] };
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
  related: { kinds: ['list'], items: { kinds: ['mapping'], keys: { id: text, type: text } } },
  status: text,
  description: text,
  license: text,
  author: text,
  references: texts,
  date: text,
  modified: text,
  fields: texts,
  falsepositives: differentTexts,
  level: text,
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
export function* violationsOf(map: YamlMap, form: Form, within?: Span): Generator<Violation> {
  for (const pair of map.entries) {
    const name = pair.key.kind === 'scalar' ? pair.key.text : '';
    const expected = form.keys?.[name] ?? (name === 'timeframe' ? undefined : form.others);
    if (expected) yield* violationsInPair(pair, name, expected);
  }
  for (const key of form.required ?? [])
    if (!map.entries.some((pair) => pair.key.kind === 'scalar' && pair.key.text === key)) {
      const span = within ?? map.span;
      yield { span, within: map.span, message: `There is no '${key}' here, which the specification demands. Add it.` };
    }
}

function* violationsInPair(pair: YamlPair, name: string, form: Form): Generator<Violation> {
  const { key, value } = pair;
  if (value.kind === 'scalar' && value.value === null) {
    yield { span: key.span, within: pair.span, message: `'${name}' has no value. Write one, or remove the key.` };
    return;
  }
  const wrong = isOfKind(value, form) ? undefined : wrongKind(value, form, `'${name}'`);
  if (wrong !== undefined) yield { span: value.span, within: pair.span, message: wrong };
  else if (value.kind === 'map') yield* violationsOf(value, form, key.span);
  else if (value.kind === 'seq') yield* violationsInList(value, name, form, pair);
  else yield* violationsInText(value, name, form, pair.span);
}

function* violationsInList(list: YamlSeq, name: string, form: Form, pair: YamlPair): Generator<Violation> {
  const seen = new Set<string>();
  for (const item of list.items) {
    const within = placeOfItem(item, list);
    if (form.items) {
      const wrong =
        item.kind === 'scalar' && item.value === null
          ? `This entry of '${name}' has no value. Write one, or remove the dash.`
          : isOfKind(item, form.items)
            ? undefined
            : wrongKind(item, form.items, `An entry of '${name}'`);
      if (wrong !== undefined) {
        yield { span: within, within, message: wrong };
        continue;
      }
      if (item.kind === 'map') yield* violationsOf(item, form.items, item.pairs[0]?.key.span);
    }
    if (item.kind !== 'scalar') continue;
    if (form.items) yield* violationsInText(item, name, form.items, within);
    if (form.unique && seen.has(item.text))
      yield { span: item.span, within, message: `'${item.text}' stands in '${name}' already. Remove one of the two.` };
    seen.add(item.text);
  }
  if (list.items.length < (form.atLeast ?? 0))
    yield { span: pair.key.span, within: pair.span, message: `'${name}' is empty, but needs an entry. Add one.` };
}

function* violationsInText(scalar: YamlScalar, name: string, form: Form, within: Span): Generator<Violation> {
  const { pattern, longest } = form;
  if (pattern && !pattern[0].test(scalar.text))
    yield {
      span: scalar.span,
      within,
      message: `The specification wants ${pattern[1]} for '${name}'. Write it so, because other tools may refuse the rule.`,
    };
  if (longest !== undefined && scalar.text.length > longest)
    yield {
      span: scalar.span,
      within,
      message: `'${name}' has ${scalar.text.length} characters, but the specification allows ${longest}. Shorten it.`,
    };
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
