/** Reads the gold rules of one provider. */
import type { DataFiles } from '../../data/data-files.ts';
import { parseCondition } from '../../sigma/condition/parse-condition.ts';
import { asMap, asSeq, entryOf } from '../../yaml/node-access.ts';
import type { YamlMap, YamlNode } from '../../yaml/nodes.ts';
import { parseYaml } from '../../yaml/parse-yaml.ts';
import { conditionText, type GoldItem, type GoldRule, type GoldSelection } from './gold-rule.ts';
import { unescapeSigma } from './sigma-text.ts';

/** Empty when the corpus has no rules for the provider. A file that is no rule is left out. */
export function loadGold(files: DataFiles, provider: string): GoldRule[] {
  return files
    .list(`gold/${provider}`)
    .filter((name) => name.endsWith('.yml') && !name.endsWith('.tests.yml'))
    .flatMap((name) => {
      const rule = readGold(files.read(`gold/${provider}/${name}`), name.slice(0, -4), provider);
      return rule ? [rule] : [];
    });
}

export function readGold(yaml: string, slug: string, provider: string): GoldRule | undefined {
  const root = asMap(parseYaml(yaml).documents[0]?.root);
  const detection = root && asMap(entryOf(root, 'detection')?.value);
  if (!root || !detection) return undefined;
  const { tree } = parseCondition(conditionText(textOf(root, 'detection', 'condition')));
  if (!tree) return undefined;
  const tags = listOf(root, 'tags').map((tag) => tag.replace(/^attack\./, ''));
  return {
    slug,
    provider,
    title: textOf(root, 'title'),
    description: textOf(root, 'description'),
    references: listOf(root, 'references'),
    techniques: tags.filter((tag) => /^t\d/.test(tag)).map((tag) => tag.toUpperCase()),
    logsource: readLogsource(root),
    selections: readSelections(detection),
    condition: tree,
    falsepositives: listOf(root, 'falsepositives'),
    level: textOf(root, 'level'),
  };
}

function readLogsource(root: YamlMap): Record<string, string> {
  const node = asMap(entryOf(root, 'logsource')?.value);
  return Object.fromEntries((node?.entries ?? []).map(({ key, value }) => [scalarText(key), scalarText(value)]));
}

function readSelections(detection: YamlMap): Map<string, GoldSelection> {
  const selections = new Map<string, GoldSelection>();
  for (const { key, value } of detection.entries) {
    const name = scalarText(key);
    if (name === 'condition') continue;
    const maps = value.kind === 'seq' ? value.items : [value];
    const alternatives = maps.flatMap((map) => (map.kind === 'map' ? [readItems(map)] : []));
    const filter = name.startsWith('filter');
    selections.set(name, { name, alternatives, filter, context: name.startsWith('context') });
  }
  return selections;
}

function readItems(map: YamlMap): GoldItem[] {
  return map.entries.map(({ key, value }) => {
    const [field = '', ...modifiers] = scalarText(key).split('|');
    const nodes = asSeq(value)?.items ?? [value];
    return { field, modifiers, values: nodes.map((node) => unescapeSigma(scalarText(node))) };
  });
}

function scalarText(node: YamlNode): string {
  return node.kind === 'scalar' ? node.text : '';
}

function textOf(map: YamlMap, ...path: string[]): string {
  let node: YamlNode | undefined = map;
  for (const key of path) node = node?.kind === 'map' ? entryOf(node, key)?.value : undefined;
  return node ? scalarText(node) : '';
}

function listOf(map: YamlMap, key: string): string[] {
  return asSeq(entryOf(map, key)?.value)?.items.map(scalarText) ?? [];
}
