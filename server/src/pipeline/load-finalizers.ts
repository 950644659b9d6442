/** Finalizers of pipeline files. */
import type { YamlNode } from '../yaml/nodes.ts';
import { ConversionError } from './conversion-error.ts';
import type { Finalizer } from './finalizer.ts';
import { finalizers } from './finalizers/index.ts';
import type { LoadContext } from './load-context.ts';
import { checkParameters, instantiate, listItems, namedNodes } from './load-items.ts';
import { Parameters } from './parameters.ts';
import { plainText, plainValue } from './plain-value.ts';

const ignored = ['type', 'allow_template_vars', 'vars_allowed_paths', 'allow_external_sources'];

/** One entry of `finalizers`, or of a nested finalizer's. Throws a `ConversionError`. */
export function loadFinalizer(node: YamlNode, context: LoadContext, isNested = false): Finalizer {
  const nodes = namedNodes(node);
  const type = nodes.get('type');
  if (!type)
    throw new ConversionError(
      'SigmaConfigurationError',
      "Finalizer type must be specified in 'type' attribute",
      node.span,
    );
  const name = plainText(plainValue(type));
  const definition = finalizers.get(name);
  if (!definition)
    throw new ConversionError(
      isNested ? 'KeyError' : 'SigmaConfigurationError',
      `Finalizer '${name}' is unknown. Use one of: ${[...finalizers.keys()].join(', ')}.`,
      type.span,
    );
  for (const key of ignored) nodes.delete(key);
  const parameters = new Parameters(nodes, node.span, context.source);
  return instantiate(() => {
    if (definition.id !== 'nested') checkParameters(definition, parameters);
    return definition.create(parameters, {
      externalSources: context.externalSources,
      loadFinalizers: (items) => listItems(items).map((item) => loadFinalizer(item, context, true)),
    });
  }, 'Error in instantiation of finalizer');
}
