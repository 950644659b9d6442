/** Pipeline files: YAML text to a compiled pipeline. Errors carry their place in the file; a broken item does not hide the next. */
import { LineIndex } from '../base/line-index.ts';
import type { Span } from '../base/span.ts';
import type { YamlNode, YamlStream } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import { ConversionError } from './conversion-error.ts';
import type { LoadContext, LoadOptions } from './load-context.ts';
import { loadFinalizer } from './load-finalizers.ts';
import { entryMap, isConfigurationError, listItems, loadItem, loadPostprocessingItem } from './load-items.ts';
import { isNumeric, isPlainList, isPlainMap, plainRepr, plainText, plainValue } from './plain-value.ts';
import type { ProcessingPipeline } from './processing-pipeline.ts';

export interface PipelineLoadError {
  /** pySigma's class. */
  readonly errorClass: string;
  readonly message: string;
  /** Place in the pipeline file. */
  readonly span: Span;
}

export interface PipelineLoad {
  /** `undefined` when there is an error. */
  readonly pipeline: ProcessingPipeline | undefined;
  /** The first is what pySigma raises. */
  readonly errors: readonly PipelineLoadError[];
}

const topLevelKeys = new Set([
  'vars',
  'transformations',
  'postprocessing',
  'finalizers',
  'priority',
  'name',
  'allowed_backends',
]);

export function loadPipeline(text: string, options: LoadOptions = {}): PipelineLoad {
  return loadPipelineStream(parseYaml(text), options);
}

/** The same for a text that was read before. */
export function loadPipelineStream(yaml: YamlStream, options: LoadOptions = {}): PipelineLoad {
  const whole = { start: 0, end: yaml.text.length };
  if (yaml.error) {
    const { errorClass, message, span } = yaml.error;
    if (errorClass !== 'ParserError') return { pipeline: undefined, errors: [{ errorClass, message, span }] };
    const parsing = `Error in parsing of a Sigma processing pipeline: ${message}`;
    return { pipeline: undefined, errors: [{ errorClass: 'SigmaPipelineParsingError', message: parsing, span }] };
  }
  if (yaml.documents.length > 1) {
    const span = yaml.documents[1]?.span ?? whole;
    const message = 'A pipeline file holds one YAML document; remove the others.';
    return { pipeline: undefined, errors: [{ errorClass: 'ComposerError', message, span }] };
  }
  return loadPipelineNode(yaml.documents[0]?.root ?? null, whole, options, yaml.text);
}

/** The same for a tree; `whole` is the place of errors that have none, `text` what it was read from. */
export function loadPipelineNode(
  root: YamlNode | null,
  whole: Span,
  options: LoadOptions,
  text?: string,
): PipelineLoad {
  const errors: PipelineLoadError[] = [];
  const report = (error: ConversionError) => {
    errors.push({ errorClass: error.errorClass, message: error.message, span: error.span ?? whole });
  };
  const placeOf = placesIn(options.file, text);
  const pipeline = attempt(() => readPipeline(root, { ...options, report, placeOf, source: text }), report);
  return { pipeline: errors.length > 0 ? undefined : pipeline, errors };
}

function placesIn(file: string | undefined, text: string | undefined): LoadContext['placeOf'] {
  if (file === undefined || text === undefined) return () => undefined;
  const lines = new LineIndex(text);
  return ({ span }) => {
    const { line, character } = lines.positionAt(span.start);
    return `${file}:${line + 1}:${character + 1}`;
  };
}

/** Runs a step; its error is reported and it has no result. */
function attempt<T>(step: () => T, report: (error: ConversionError) => void): T | undefined {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    report(error);
    return undefined;
  }
}

function readPipeline(root: YamlNode | null, context: LoadContext): ProcessingPipeline {
  if (root?.kind !== 'map')
    throw new ConversionError(
      'AttributeError',
      'A pipeline is a mapping with keys such as "transformations".',
      root?.span,
    );
  const nodes = entryMap(root);
  const unknown = [...nodes.keys()].filter((key) => !topLevelKeys.has(key));
  if (unknown.length > 0) {
    const span = root.entries.find(({ key }) => unknown.includes(plainText(plainValue(key))))?.key.span;
    context.report(new ConversionError('SigmaConfigurationError', `Unkown keys ${plainRepr(unknown)}`, span));
  }
  const vars = plainValue(nodes.get('vars') ?? null);
  const priority = plainValue(nodes.get('priority') ?? null);
  const name = plainValue(nodes.get('name') ?? null);
  const backends = plainValue(nodes.get('allowed_backends') ?? null);
  return {
    name: name === null ? undefined : plainText(name),
    priority: isNumeric(priority) ? Number(priority) : 0,
    allowedBackends: new Set(isPlainList(backends) ? backends.map(plainText) : []),
    vars: new Map(isPlainMap(vars) ? [...vars].map(([key, value]) => [plainText(key), value]) : []),
    items: readItems(nodes.get('transformations'), (node) => loadItem(node, context), context),
    postprocessing: readItems(nodes.get('postprocessing'), (node) => loadPostprocessingItem(node, context), context),
    finalizers: listItems(nodes.get('finalizers')).flatMap(
      (node) =>
        attempt(
          () => loadFinalizer(node, context),
          (error) => context.report(placed(error, node)),
        ) ?? [],
    ),
  };
}

/** An error that names no place stands at its item. */
function placed(error: ConversionError, { span }: YamlNode): ConversionError {
  return error.span ? error : new ConversionError(error.errorClass, error.message, span);
}

function readItems<T extends object>(
  node: YamlNode | undefined,
  load: (node: YamlNode) => T,
  context: LoadContext,
): T[] {
  return listItems(node).flatMap((item, index) => {
    const report = (error: ConversionError) => {
      const message = `Error in processing rule ${index + 1}: ${error.message}`;
      const named = isConfigurationError(error);
      context.report(
        named ? new ConversionError('SigmaConfigurationError', message, error.span ?? item.span) : placed(error, item),
      );
    };
    return attempt(() => load(item), report) ?? [];
  });
}
