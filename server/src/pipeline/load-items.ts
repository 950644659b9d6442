/** Items of pipeline files: what they do, and the conditions under which. */
import type { YamlMap, YamlNode } from '../yaml/nodes.ts';
import { identifiersOf, parseConditionExpression } from './condition-expression.ts';
import { type ConditionSet, conditionSet } from './condition-set.ts';
import { conditionsOfKind } from './conditions/index.ts';
import { ConversionError } from './conversion-error.ts';
import type { LoadContext } from './load-context.ts';
import { Parameters } from './parameters.ts';
import { isPlainMap, plainText, plainTruth, plainValue } from './plain-value.ts';
import { postprocessingTransformations } from './postprocessing/index.ts';
import type { ConditionDefinition } from './processing-condition.ts';
import type { ProcessingItem, QueryPostprocessingItem } from './processing-pipeline.ts';
import { reproduces } from './quirks.ts';
import { transformations } from './transformations/index.ts';

const ruleConditions = conditionsOfKind('rule');
const detectionItemConditions = conditionsOfKind('detectionItem');
const fieldNameConditions = conditionsOfKind('fieldName');

type ConditionPrefix = 'rule' | 'detection_item' | 'field_name';
const prefixes: readonly ConditionPrefix[] = ['rule', 'detection_item', 'field_name'];
const itemKeys = new Set([
  'type',
  'id',
  'allow_template_vars',
  'vars_allowed_paths',
  'allow_external_sources',
  ...prefixes.flatMap((prefix) => [
    `${prefix}_conditions`,
    `${prefix}_cond_expr`,
    `${prefix}_cond_op`,
    `${prefix}_cond_not`,
  ]),
]);
const titles = { rule: 'Rule', detection_item: 'Detection item', field_name: 'Field name' } as const;

/** The entries of a mapping by their keys' texts; a node that is no mapping is Python's AttributeError. */
export function namedNodes(node: YamlNode): Map<string, YamlNode> {
  if (node.kind !== 'map')
    throw new ConversionError('AttributeError', 'A mapping with a "type" is expected here.', node.span);
  return entryMap(node);
}

export function entryMap(node: YamlMap): Map<string, YamlNode> {
  return new Map(node.entries.map(({ key, value }) => [plainText(plainValue(key)), value]));
}

/** The items of a list; what is no list cannot be gone through. */
export function listItems(node: YamlNode | undefined): readonly YamlNode[] {
  if (node === undefined) return [];
  if (node.kind === 'seq') return node.items;
  if (node.kind === 'map') return node.entries.map(({ key }) => key);
  if (typeof node.value === 'string') return node.value === '' ? [] : [node];
  throw new ConversionError('TypeError', 'A list is expected here.', node.span);
}

/** Checks the names of parameters as Python's constructors do. */
export function checkParameters(
  {
    id,
    required,
    optional,
  }: { readonly id: string; readonly required: readonly string[]; readonly optional: readonly string[] },
  parameters: Parameters,
): void {
  const unknown = parameters.names.find((name) => !required.includes(name) && !optional.includes(name));
  if (unknown !== undefined)
    throw new ConversionError(
      'SigmaConfigurationError',
      `${id} got an unexpected keyword argument '${unknown}'`,
      parameters.spanOf(unknown),
    );
  const missing = required.find((name) => !parameters.has(name));
  if (missing !== undefined)
    throw new ConversionError(
      'SigmaConfigurationError',
      `${id} is missing the required argument '${missing}'`,
      parameters.span,
    );
}

/** Creates something from its definition; Python's constructors turn wrong types into configuration errors. */
export function instantiate<T>(create: () => T, what: string): T {
  try {
    return create();
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    if (error.errorClass !== 'TypeError' && !isConfigurationError(error)) throw error;
    throw new ConversionError('SigmaConfigurationError', `${what}: ${error.message}`, error.span);
  }
}

export const isConfigurationError = (error: ConversionError) =>
  error.errorClass === 'SigmaConfigurationError' || error.errorClass === 'SigmaPipelineConditionError';

function loadCondition<T>(node: YamlNode, definitions: ReadonlyMap<string, ConditionDefinition<T>>, name: string): T {
  if (node.kind !== 'map')
    throw new ConversionError('TypeError', 'A condition must be a mapping with a "type".', node.span);
  const nodes = entryMap(node);
  const type = nodes.get('type');
  if (!type)
    throw new ConversionError(
      'SigmaConfigurationError',
      `Missing condition type defined in condition ${name}`,
      node.span,
    );
  const definition = definitions.get(plainText(plainValue(type)));
  if (!definition)
    throw new ConversionError(
      'SigmaConfigurationError',
      `Unknown condition type '${plainText(plainValue(type))}' in condition ${name}. Use one of: ${[...definitions.keys()].join(', ')}.`,
      type.span,
    );
  nodes.delete('type');
  const parameters = new Parameters(nodes, node.span);
  return instantiate(() => {
    checkParameters(definition, parameters);
    return definition.create(parameters);
  }, `Error in condition ${name}`);
}

function loadConditions<T>(
  node: YamlNode | undefined,
  definitions: ReadonlyMap<string, ConditionDefinition<T>>,
): readonly T[] | Map<string, T> {
  if (node === undefined) return [];
  if (node.kind === 'seq') return node.items.map((item, index) => loadCondition(item, definitions, String(index + 1)));
  if (node.kind === 'map')
    return new Map([...entryMap(node)].map(([name, item]) => [name, loadCondition(item, definitions, name)]));
  throw new ConversionError('SigmaTypeError', 'Conditions must be provided as list or dict', node.span);
}

function loadConditionSet<T>(
  nodes: ReadonlyMap<string, YamlNode>,
  prefix: ConditionPrefix,
  definitions: ReadonlyMap<string, ConditionDefinition<T>>,
): ConditionSet<T> {
  const conditions = loadConditions(nodes.get(`${prefix}_conditions`), definitions);
  const expressionNode = nodes.get(`${prefix}_cond_expr`);
  const operator = nodes.get(`${prefix}_cond_op`);
  const linking = operator && plainValue(operator);
  const negation = nodes.get(`${prefix}_cond_not`);
  const text = expressionNode && plainValue(expressionNode);
  const expression =
    text === undefined || text === null || !expressionNode
      ? undefined
      : { node: expressionNode, tree: parseConditionExpression(plainText(text), expressionNode.span), text };
  if (expression) checkExpression(expression, linking === 'and' || linking === 'or', conditions, titles[prefix]);
  return conditionSet({
    conditions,
    // pySigma: processing/pipeline.py#_parse_condition_linking – an unknown operator silently means "and".
    linking: linking === 'or' ? 'or' : undefined,
    expression: expression?.tree,
    negated: negation ? plainTruth(plainValue(negation)) : false,
  });
}

function checkExpression(
  expression: { node: YamlNode; tree: ReturnType<typeof parseConditionExpression>; text: unknown },
  hasLinking: boolean,
  conditions: readonly unknown[] | ReadonlyMap<string, unknown>,
  title: string,
): void {
  const fail = (message: string) => new ConversionError('SigmaPipelineConditionError', message, expression.node.span);
  if (hasLinking) throw fail(`${title} condition expression is mutually exclusive to linking.`);
  if (!(conditions instanceof Map))
    throw fail(
      `${title} conditions must be provided as mapping from identifiers to conditions if condition expression is provided.`,
    );
  const used = identifiersOf(expression.tree);
  for (const name of used) if (!conditions.has(name)) throw fail(`Condition identifier '${name}' not found.`);
  const unused = [...conditions.keys()].filter((name) => !used.has(name));
  if (unused.length > 0) throw fail(`${title} condition contains unreferenced condition items: ${unused.join(', ')}`);
}

function itemParameters(
  nodes: ReadonlyMap<string, YamlNode>,
  node: YamlNode,
  { source }: Pick<LoadContext, 'source'>,
): Parameters {
  return new Parameters(new Map([...nodes].filter(([name]) => !itemKeys.has(name))), node.span, source);
}

function typeOf<T>(nodes: ReadonlyMap<string, YamlNode>, node: YamlNode, definitions: ReadonlyMap<string, T>): T {
  const type = nodes.get('type');
  if (!type) throw new ConversionError('SigmaConfigurationError', 'Missing transformation type', node.span);
  const name = plainValue(type);
  const definition = definitions.get(plainText(name));
  if (definition && !isPlainMap(name)) return definition;
  throw new ConversionError(
    'SigmaConfigurationError',
    `Unknown transformation type '${plainText(name)}'. Use one of: ${[...definitions.keys()].join(', ')}.`,
    type.span,
  );
}

function identifierOf(nodes: ReadonlyMap<string, YamlNode>, otherwise: string): string {
  const id = nodes.get('id');
  const text = id ? plainValue(id) : null;
  return text === null || text === '' ? otherwise : plainText(text);
}

/** One entry of `transformations`. Throws a `ConversionError`. */
export function loadItem(node: YamlNode, context: LoadContext): ProcessingItem {
  const nodes = namedNodes(node);
  const rule = loadConditionSet(nodes, 'rule', ruleConditions);
  const definition = typeOf(nodes, node, new Map([...transformations, ...(context.extraTransformations ?? [])]));
  const parameters = itemParameters(nodes, node, context);
  const transformation = instantiate(() => {
    checkParameters(definition, parameters);
    return definition.create(parameters, {
      externalSources: context.externalSources,
      readData(name) {
        if (context.readData) return context.readData(name);
        throw new ConversionError('SigmaConfigurationError', 'Only built-in pipelines have tables.', node.span);
      },
      loadItems: (items) => listItems(items).map((item) => loadItem(item, context)),
    });
  }, 'Error in transformation');
  return {
    identifier: identifierOf(nodes, `${definition.id}@${node.span.start}`),
    span: node.span,
    place: context.placeOf(node),
    transformation,
    ruleConditions: rule,
    detectionItemConditions: loadConditionSet(nodes, 'detection_item', detectionItemConditions),
    fieldNameConditions: loadConditionSet(nodes, 'field_name', fieldNameConditions),
  };
}

/** One entry of `postprocessing`. Throws a `ConversionError`. */
export function loadPostprocessingItem(node: YamlNode, context: LoadContext): QueryPostprocessingItem {
  const nodes = namedNodes(node);
  const rule = loadConditionSet(nodes, 'rule', ruleConditions);
  const definition = typeOf(
    nodes,
    node,
    new Map([...postprocessingTransformations, ...(context.extraPostprocessing ?? [])]),
  );
  const parameters = itemParameters(nodes, node, context);
  const transformation = instantiate(() => {
    checkParameters(definition, parameters);
    return definition.create(parameters, {
      externalSources: context.externalSources,
      loadItems(items) {
        if (reproduces({ compat: context.compat ?? false }, 'nested-postprocessing') && listItems(items).length > 0)
          // pySigma: processing/postprocessing.py#NestedQueryPostprocessingTransformation – its items stay mappings, which it refuses.
          throw new ConversionError(
            'TypeError',
            'Each item in a postprocessing pipeline must be a QueryPostprocessingItem',
            items.span,
          );
        return listItems(items).map((item) => loadPostprocessingItem(item, context));
      },
    });
  }, 'Error in transformation');
  return {
    identifier: identifierOf(nodes, `${definition.id}@${node.span.start}`),
    span: node.span,
    place: context.placeOf(node),
    transformation,
    ruleConditions: rule,
  };
}
