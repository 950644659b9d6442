import type { ScalarValue, YamlScalar } from '../../server/src/yaml/nodes.ts';

/** A value that stands in no text, as a YAML node. */
export function scalarNode(value: ScalarValue): YamlScalar {
  return { kind: 'scalar', span: { start: 0, end: 0 }, style: 'plain', text: String(value), value, tag: '' };
}
