/**
 * `.sigmasmith.yml`: what a project of rules agrees on. Read with our own YAML reader, so that every problem has its place; a broken
 * entry is left out and harms no other. Whether targets, formats and pipelines exist is not asked here.
 */
import type { Problem } from '../base/problem.ts';
import type { Span } from '../base/span.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';

export const projectConfigName = '.sigmasmith.yml';

/** A text of the file with its place. */
export interface ConfigText {
  readonly text: string;
  readonly span: Span;
}

/** A conversion that the project has a name for. */
export interface ConfiguredTarget {
  readonly name: ConfigText;
  /** A backend. */
  readonly target: ConfigText;
  /** Names of built-in pipelines, or files relative to the folder of `.sigmasmith.yml`; in this order. */
  readonly pipelines: readonly ConfigText[];
  readonly format: ConfigText | undefined;
  /** Options of the backend; values are YAML. */
  readonly options: readonly { readonly key: ConfigText; readonly value: ConfigText }[];
  readonly correlationMethod: ConfigText | undefined;
}

export interface ProjectConfig {
  readonly targets: readonly ConfiguredTarget[];
  /** The section `lint`, which the linter itself reads; `undefined` when there is none. */
  readonly lint?: YamlNode;
}

export interface ProjectConfigRead {
  readonly value: ProjectConfig;
  readonly problems: readonly Problem[];
}

/** Whether a pipeline is named as a file: with a folder or an ending. */
export function isPipelineFile(name: string): boolean {
  return /[\\/]|\.ya?ml$/i.test(name);
}

const topLevelKeys = ['targets', 'lint'];
const targetKeys = ['name', 'target', 'pipelines', 'format', 'options', 'correlationMethod'];

export function readProjectConfig(text: string): ProjectConfigRead {
  const { documents, error } = parseYaml(text);
  const reader = new ConfigReader();
  if (error) reader.report(error.span, `This is no YAML, so nothing of it is used: ${error.message}`);
  for (const document of documents.slice(1))
    reader.report(document.span, 'Only the first YAML document is read; remove the others.');
  reader.problems.push(...(documents[0]?.problems ?? []));
  const root = error ? null : (documents[0]?.root ?? null);
  const targets = reader.project(root);
  const lint = root?.kind === 'map' ? valueAt(root, 'lint') : undefined;
  return { value: { targets, ...(lint && { lint }) }, problems: reader.problems };
}

class ConfigReader {
  readonly problems: Problem[] = [];

  report(span: Span, message: string, severity: Problem['severity'] = 'error'): void {
    this.problems.push({ code: 'project-config', severity, span, message });
  }

  project(root: YamlNode | null): ConfiguredTarget[] {
    if (!root || isEmpty(root)) return [];
    if (root.kind !== 'map') {
      this.report(
        root.span,
        'This file is a mapping with the keys "targets", a list of conversion targets, and "lint", which checks run.',
      );
      return [];
    }
    this.#unknownKeys(root, topLevelKeys);
    const list = valueAt(root, 'targets');
    if (!list || isEmpty(list)) return [];
    if (list.kind !== 'seq') {
      this.report(list.span, '"targets" is a list: write each target behind a "- ".');
      return [];
    }
    const names = new Set<string>();
    return list.items.flatMap((item) => {
      const target = this.#target(item);
      if (!target) return [];
      if (!names.has(target.name.text)) {
        names.add(target.name.text);
        return [target];
      }
      this.report(target.name.span, `There is a target "${target.name.text}" already; give this one another name.`);
      return [];
    });
  }

  #target(node: YamlNode): ConfiguredTarget | undefined {
    if (node.kind !== 'map') {
      this.report(node.span, 'A target is a mapping with "name" and "target".');
      return undefined;
    }
    this.#unknownKeys(node, targetKeys);
    const name = this.#required(node, 'name', 'Write what this conversion is called in the project.');
    const target = this.#required(node, 'target', 'Write which SIEM or query language it is for, such as "splunk".');
    const pipelines = this.#pipelines(valueAt(node, 'pipelines'));
    const format = this.#text(node, 'format');
    const options = this.#options(valueAt(node, 'options'));
    const correlationMethod = this.#text(node, 'correlationMethod');
    return name && target && { name, target, pipelines, format, options, correlationMethod };
  }

  #required(map: YamlMap, key: string, advice: string): ConfigText | undefined {
    const node = valueAt(map, key);
    if (node && !isEmpty(node)) return this.#text(map, key);
    this.report(node?.span ?? firstKey(map), `This target has no "${key}". ${advice}`);
    return undefined;
  }

  #text(map: YamlMap, key: string): ConfigText | undefined {
    const node = valueAt(map, key);
    return node && !isEmpty(node) ? this.#scalar(node, `"${key}"`) : undefined;
  }

  #scalar(node: YamlNode, what: string): ConfigText | undefined {
    if (node.kind === 'scalar' && node.text.trim() !== '') return { text: node.text, span: node.span };
    this.report(node.span, `${what} is a single word or text.`);
    return undefined;
  }

  /** One pipeline may stand without a list. */
  #pipelines(node: YamlNode | undefined): ConfigText[] {
    if (!node || isEmpty(node)) return [];
    if (node.kind === 'map') {
      this.report(node.span, '"pipelines" is a list of names of built-in pipelines and of pipeline files.');
      return [];
    }
    const items = node.kind === 'seq' ? node.items : [node];
    return items.flatMap((item) => this.#scalar(item, 'A pipeline') ?? []);
  }

  #options(node: YamlNode | undefined): ConfiguredTarget['options'] {
    if (!node || isEmpty(node)) return [];
    if (node.kind !== 'map') {
      this.report(node.span, '"options" is a mapping from the names of options to their values.');
      return [];
    }
    return node.entries.flatMap((pair) => {
      const key = this.#scalar(pair.key, 'The name of an option');
      return key ? [{ key, value: { text: flowText(pair.value), span: pair.value.span } }] : [];
    });
  }

  #unknownKeys(map: YamlMap, known: readonly string[]): void {
    for (const { key } of map.pairs) {
      const text = key.kind === 'scalar' ? key.text : '';
      if (known.includes(text)) continue;
      this.report(key.span, `There is no setting "${text}" here. Use: ${known.join(', ')}.`);
    }
  }
}

function isEmpty(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function valueAt(map: YamlMap, name: string): YamlNode | undefined {
  return map.entries.find(({ key }) => key.kind === 'scalar' && key.text === name)?.value;
}

function firstKey(map: YamlMap): Span {
  return map.pairs[0]?.key.span ?? map.span;
}

/** A value as YAML on one line. */
function flowText(node: YamlNode): string {
  if (node.kind === 'scalar') return flowScalar(node);
  if (node.kind === 'seq') return `[${node.items.map(flowText).join(', ')}]`;
  return `{${node.entries.map(({ key, value }) => `${flowText(key)}: ${flowText(value)}`).join(', ')}}`;
}

function flowScalar({ style, text, value }: YamlScalar): string {
  return style === 'plain' && typeof value !== 'string' ? text : JSON.stringify(text);
}
