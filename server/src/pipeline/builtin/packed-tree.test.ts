import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { convertCollection } from '../../convert/convert.ts';
import type { DataFiles } from '../../data/data-files.ts';
import { openDataFiles } from '../../node/data-files.ts';
import { parseSigma } from '../../sigma/parse-sigma.ts';
import { parseYaml } from '../../yaml/parse-yaml.ts';
import { toJsonValue } from '../output-value.ts';
import { BuiltinPipelines, builtinPipelines } from './index.ts';
import { type PackedTree, packTree, unpackTree } from './packed-tree.ts';

const corpus = join(import.meta.dirname, '../../../../corpus');
const source = openDataFiles(corpus);
const packed = (id: string) => {
  const { documents } = parseYaml(readFileSync(join(corpus, 'pipelines', `${id}.yml`), 'utf8'));
  return packTree(documents[0]!.root!);
};
/** The data as a build has it. */
const built: DataFiles = {
  read: (path) =>
    path.startsWith('packed-pipelines/') ? JSON.stringify(packed(path.slice(17, -5))) : source.read(path),
  list: (folder) =>
    folder === 'packed-pipelines' ? builtinPipelines.map(({ id }) => `${id}.json`) : source.list(folder),
};

const rules = [
  'windows/process_creation',
  'windows/registry_set',
  'windows/file_event',
  'linux/process_creation',
  'aws/',
  'zeek/',
]
  .map((logsource, number) => {
    const [product, category] = logsource.split('/');
    return `title: Rule ${number}
logsource:
  product: ${product}
  ${category ? `category: ${category}` : product === 'aws' ? 'service: cloudtrail' : 'service: dns'}
detection:
  s:
    Image|endswith: '\\x.exe'
    CommandLine|contains: [a, b]
    EventID: 4688
    TargetObject: HKLM\\x
    eventName: StopLogging
    Initiated: 'true'
  condition: s
`;
  })
  .join('---\n');

describe('packed trees of pipelines', () => {
  it('hold texts, numbers and whatever else is in them', () => {
    const tree: PackedTree = { '': ['1', 1, 'a', [true, null, { '': ['b', ''] }]] };
    expect(packTree(unpackTree(tree))).toEqual(tree);
    expect(packTree(parseYaml('"1": 1\na: [yes, ~, {b: ""}]\n').documents[0]!.root!)).toEqual(tree);
  });

  it('are refused for what JSON has no place for', () => {
    for (const text of ['2020-01-01', '[12345678901234567890]', '{a: 1.5}'])
      expect(packTree(parseYaml(text).documents[0]!.root!)).toBeUndefined();
  });

  it.each(builtinPipelines.map(({ id }) => id))('%s converts as it does from YAML', (id) => {
    expect(packed(id)).toBeDefined();
    const { collection } = parseSigma(rules, { treatAsSigma: true });
    const [fromYaml, fromTree] = [source, built].map((data) => {
      const pipeline = new BuiltinPipelines(data).get(id)!;
      const [target = 'splunk'] = pipeline.allowedBackends;
      const { partial, errors } = convertCollection(collection, { target, pipelines: [pipeline], data: source });
      return { output: toJsonValue(partial ?? null), errors: errors.map(({ message }) => message) };
    });
    expect(fromTree).toEqual(fromYaml);
  });
});
