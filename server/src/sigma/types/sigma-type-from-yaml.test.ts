import { expect, it } from 'vitest';
import { describeString, scalarNode } from '../../../../test/harness/modified.ts';
import type { YamlNode } from '../../yaml/nodes.ts';
import { rawStringFromYaml, sigmaTypeFromYaml } from './sigma-type-from-yaml.ts';

const span = { start: 1, end: 3 };
const list: YamlNode = { kind: 'seq', span, tag: 'tag:yaml.org,2002:seq', flow: true, items: [scalarNode('a')] };

it('knows the types that pySigma has', () => {
  expect(sigmaTypeFromYaml(scalarNode('a'))).toMatchObject({ type: 'string', span: { start: 100, end: 101 } });
  expect(sigmaTypeFromYaml(scalarNode(1n))).toMatchObject({ type: 'number', number: 1n });
  expect(sigmaTypeFromYaml(scalarNode(true))).toMatchObject({ type: 'bool', boolean: true });
  expect(sigmaTypeFromYaml(scalarNode(null))).toMatchObject({ type: 'null' });
});

it('refuses the others', () => {
  const message = (node: YamlNode) => (sigmaTypeFromYaml(node) as { message: string }).message;
  expect(message(list)).toBe("Unsupported type: <class 'list'>");
  expect(message(scalarNode({ kind: 'datetime', text: '2024-01-01 00:00:00' }))).toBe(
    "Unsupported type: <class 'datetime.datetime'>",
  );
  expect(message(scalarNode({ kind: 'binary', bytes: new Uint8Array() }))).toBe("Unsupported type: <class 'bytes'>");
});

it('takes everything under `re`', () => {
  expect(describeString(rawStringFromYaml(scalarNode('a\\*')))).toBe("'a\\*'");
  expect(rawStringFromYaml(scalarNode('a')).foreign).toBeUndefined();
  expect(rawStringFromYaml(list)).toMatchObject({ foreign: 'list', parts: [{ text: "['a']" }] });
});
