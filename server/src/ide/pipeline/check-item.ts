/** What keeps one item of a pipeline file from being loaded: its type, its parameters and its conditions, each for itself. */
import type { Span } from '../../base/span.ts';
import { codeOfErrorClass } from '../../lint/parse-errors.ts';
import { identifiersOf, parseConditionExpression } from '../../pipeline/condition-expression.ts';
import { ConversionError } from '../../pipeline/conversion-error.ts';
import { Parameters } from '../../pipeline/parameters.ts';
import { isPlainMap, plainText, plainValue } from '../../pipeline/plain-value.ts';
import type { YamlNode, YamlPair } from '../../yaml/nodes.ts';
import { type CheckContext, suggestion } from './check-context.ts';
import { isNothing } from './check-top-level.ts';
import { conditionDefinitions, type Definition, definitionsOf, tryParameters } from './definitions.ts';
import { conditionDocOf, itemDocOf, own } from './docs/index.ts';
import { permissionDocs } from './docs/key-docs.ts';
import type { PartDoc } from './docs/part-doc.ts';
import {
  type ConditionGroup,
  conditionSuffixes,
  type ItemFamily,
  isConditionKey,
  type PipelineItem,
  textOf,
} from './pipeline-tree.ts';

const kinds: Readonly<Record<ItemFamily, string>> = {
  transformations: 'transformation',
  postprocessing: 'post-processing step',
  finalizers: 'finalizer',
};

export function checkItem(item: PipelineItem, context: CheckContext): void {
  const { node, family, type, parameters } = item;
  const kind = kinds[family];
  if (node.kind !== 'map') {
    context.error(node.span, `A ${kind} is a mapping with a "type".`);
    return;
  }
  for (const group of item.groups) checkGroup(group, family, context);
  const own = parameters.filter(({ key }) => !Object.hasOwn(permissionDocs, textOf(key) ?? ''));
  checkPart(
    {
      kind,
      type,
      node,
      parameters: own,
      definitions: definitionsOf(family),
      family,
      docOf: (id) => itemDocOf(family, id),
    },
    context,
  );
  checkNestedList(item, context);
}

interface Part {
  readonly kind: string;
  readonly type: YamlPair | undefined;
  readonly node: YamlNode;
  readonly parameters: readonly YamlPair[];
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly family: ItemFamily;
  docOf(id: string): PartDoc | undefined;
}

/** Type and parameters of an item or condition. */
function checkPart({ kind, type, node, parameters, definitions, family, docOf }: Part, context: CheckContext): void {
  if (!type) {
    context.error(firstKey(node), `This ${kind} has no "type", so nobody knows what it does. Add one.`);
    return;
  }
  const name = plainValue(type.value);
  const definition = isPlainMap(name) ? undefined : definitions.get(plainText(name));
  if (!definition) {
    const written = textOf(type.value) ?? '';
    const known = [...definitions.keys()];
    const message = isNothing(type.value)
      ? `The type of this ${kind} is missing. Use one of: ${known.join(', ')}.`
      : `There is no ${kind} "${written}". ${suggestion(written, known)}`;
    context.error(isNothing(type.value) ? type.key.span : type.value.span, message);
    return;
  }
  if (checkNames(definition, { type, parameters, family }, context))
    checkValues(definition, { type, parameters, doc: docOf(definition.id) }, context);
}

/** Unknown and missing parameters; false when none can be tried out. */
function checkNames(
  { id, required, optional }: Definition,
  { type, parameters, family }: { type: YamlPair; parameters: readonly YamlPair[]; family: ItemFamily },
  context: CheckContext,
): boolean {
  const known = [...required, ...optional];
  const given = new Set(parameters.map(({ key }) => plainText(plainValue(key))));
  for (const { key } of parameters) {
    const name = plainText(plainValue(key));
    if (known.includes(name)) continue;
    // The loader hands a nested finalizer whatever there is.
    if (family === 'finalizers' && id === 'nested')
      context.report(
        'warning',
        'pipeline_ignored_value',
        key.span,
        `"${id}" has no parameter "${name}"; it is not used.`,
      );
    else context.error(key.span, unknownParameter(id, name, known));
  }
  const missing = required.filter((name) => !given.has(name));
  if (missing.length === 0) return true;
  const list = missing.map((name) => `"${name}"`).join(' and ');
  context.error(
    type.value.span,
    `"${id}" needs the parameter${missing.length > 1 ? 's' : ''} ${list}. Add ${missing.length > 1 ? 'them' : 'it'}.`,
  );
  return false;
}

function unknownParameter(id: string, name: string, known: readonly string[]): string {
  const conditionKey = suggestedConditionKey(name);
  if (conditionKey) return `"${id}" has no parameter "${name}". Did you mean "${conditionKey}"?`;
  if (known.length === 0) return `"${id}" has no parameters. Remove "${name}".`;
  return `"${id}" has no parameter "${name}". ${suggestion(name, known)}`;
}

function suggestedConditionKey(name: string): string | undefined {
  const shortened = name
    .replace(/_cond(?:ition)?s?_(expr|op|not)[a-z]*$/, '_cond_$1')
    .replace(/_conditions?$/, '_conditions');
  return shortened !== name && isConditionKey(shortened) ? shortened : undefined;
}

/** What the definition itself says to the values. */
function checkValues(
  definition: Definition,
  { type, parameters, doc }: { type: YamlPair; parameters: readonly YamlPair[]; doc: PartDoc | undefined },
  context: CheckContext,
): void {
  const known = [...definition.required, ...definition.optional];
  const nodes = new Map(parameters.map(({ key, value }) => [plainText(plainValue(key)), value]));
  for (const name of nodes.keys()) if (!known.includes(name)) nodes.delete(name);
  const nowhere: Span = { start: -1, end: -1 };
  const error = tryParameters(definition, new Parameters(nodes, nowhere));
  if (!error) return;
  const place = error.span && error.span.start >= 0 ? error.span : (likelyPlace(nodes, doc) ?? type.value.span);
  context.report('error', codeOfErrorClass(error.errorClass), place, sentence(error.message));
}

/** The parameter that an error without a place must be about: one outside of its choice, or the text that is read as a template. */
function likelyPlace(nodes: ReadonlyMap<string, YamlNode>, doc: PartDoc | undefined): Span | undefined {
  for (const [name, node] of nodes) {
    const values = own(doc?.parameters ?? {}, name)?.values;
    if (values && !isNothing(node) && !values.includes(textOf(node) ?? '')) return node.span;
  }
  return nodes.get('template')?.span;
}

function checkNestedList({ family, type, parameters }: PipelineItem, context: CheckContext): void {
  const inside = family === 'finalizers' ? 'finalizers' : 'items';
  if (textOf(type?.value) !== (family === 'finalizers' ? 'nested' : 'nest')) return;
  const list = parameters.find(({ key }) => textOf(key) === inside)?.value;
  if (!list || list.kind === 'seq') return;
  if (list.kind === 'map' && list.pairs.length === 0) return;
  context.error(list.span, `"${inside}" is a list. Write each item behind a "- ".`);
}

function checkGroup(group: ConditionGroup, family: ItemFamily, context: CheckContext): void {
  // Post-processing looks at rule conditions only; the loader does not read the others.
  if (family === 'postprocessing' && group.prefix !== 'rule') return;
  const { prefix, list, conditions } = group;
  if (list && list.value.kind === 'scalar')
    context.report(
      'error',
      'sigma-type-error',
      isNothing(list.value) ? list.key.span : list.value.span,
      `"${prefix}_conditions" is a list of conditions, or a mapping from names to conditions.`,
    );
  for (const { node, type, parameters } of conditions) {
    if (node.kind !== 'map') context.error(node.span, 'A condition is a mapping with a "type".');
    else
      checkPart(
        {
          kind: 'condition',
          type,
          node,
          parameters,
          definitions: conditionDefinitions(prefix),
          family,
          docOf: (id) => conditionDocOf(prefix, id),
        },
        context,
      );
  }
  if (group.expression) checkExpression(group, group.expression, context);
}

function checkExpression(group: ConditionGroup, { value }: YamlPair, context: CheckContext): void {
  const { prefix, list, operator } = group;
  const plain = plainValue(value);
  if (plain === null) return;
  const fail = (message: string, span = value.span) =>
    context.report('error', 'sigma-pipeline-condition-error', span, message);
  const [, op] = conditionSuffixes.map((suffix) => `${prefix}_${suffix}`);
  const linking = operator && textOf(operator.value);
  if (operator && (linking === 'and' || linking === 'or'))
    fail(
      `An expression links the conditions already, so there can be no "${op}". Remove one of them.`,
      operator.key.span,
    );
  if (list?.value.kind !== 'map') {
    fail(`An expression needs named conditions: write "${prefix}_conditions" as a mapping from names to conditions.`);
    return;
  }
  try {
    const used = identifiersOf(parseConditionExpression(plainText(plain), value.span));
    const names = list.value.entries.map(({ key }) => plainText(plainValue(key)));
    for (const name of used)
      if (!names.includes(name)) fail(`There is no condition "${name}" here. ${suggestion(name, names)}`);
    for (const { key } of list.value.entries)
      if (!used.has(plainText(plainValue(key))))
        fail('This condition stands in no part of the expression. Use it there, or remove it.', key.span);
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    fail(sentence(error.message));
  }
}

function firstKey(node: YamlNode): Span {
  return (node.kind === 'map' ? node.pairs[0]?.key.span : undefined) ?? node.span;
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
