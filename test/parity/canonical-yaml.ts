import type { ScalarValue, YamlNode, YamlStream } from '../../server/src/yaml/nodes.ts';
import { pythonFloatRepr } from '../../server/src/yaml/python-value.ts';

/** What `scripts/oracle/load_yaml.py` prints for a text. */
export interface PyYamlResult {
  readonly documents?: unknown[];
  /** A value that contains itself. */
  readonly circle?: boolean;
  readonly error: { readonly class: string; readonly text: string } | null;
}

/** Whether we read a text as PyYAML does: the same values of the documents before the error, and the error's class. */
export function readsAsPyYaml(stream: YamlStream, expected: PyYamlResult): boolean {
  if ((expected.error?.class ?? null) !== (stream.error?.errorClass ?? null)) return false;
  const read = stream.documents.slice(0, stream.error?.document ?? stream.documents.length);
  if (read.length !== expected.documents?.length) return false;
  // Repair adds what follows a document to it.
  const last = read.at(-1);
  const isRepaired = last !== undefined && stream.error !== null && stream.error.span.start < last.span.end;
  const whole = isRepaired ? read.slice(0, -1) : read;
  const theirs = expected.documents.map(sortSets);
  return whole.every(({ root }, i) => JSON.stringify(canonicalValue(root)) === JSON.stringify(theirs[i]));
}

/** The value of a node as `load_yaml.py` prints it. */
export function canonicalValue(node: YamlNode | null): unknown {
  if (node === null) return ['NoneType'];
  const tag = node.tag.replace('tag:yaml.org,2002:', '');
  if (node.kind === 'scalar') return canonicalScalar(node.value);
  if (node.kind === 'seq') {
    return ['list', node.items.map((item) => (tag === 'omap' || tag === 'pairs' ? tuple(item) : canonicalValue(item)))];
  }
  if (tag === 'set') return sortSets(['set', node.entries.map(({ key }) => canonicalValue(key))]);
  return ['dict', node.entries.map(({ key, value }) => [canonicalValue(key), canonicalValue(value)])];
}

function tuple(item: YamlNode): unknown {
  const pair = item.kind === 'map' ? item.pairs[0] : undefined;
  if (pair === undefined) return canonicalValue(item);
  return ['tuple', [canonicalValue(pair.key), canonicalValue(pair.value)]];
}

function canonicalScalar(value: ScalarValue): unknown {
  if (value === null) return ['NoneType'];
  if (typeof value === 'string') return ['str', value];
  if (typeof value === 'boolean') return ['bool', value];
  if (typeof value === 'bigint') return ['int', value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`];
  if (typeof value === 'number') return ['float', pythonFloatRepr(value)];
  if (value.kind === 'datetime') return ['datetime', value.text];
  if (value.kind === 'binary') return ['bytes', Buffer.from(value.bytes).toString('hex')];
  const pad = (number: number, length: number): string => String(number).padStart(length, '0');
  return ['date', `${pad(value.year, 4)}-${pad(value.month, 2)}-${pad(value.day, 2)}`];
}

function sortSets(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const inner = value.map(sortSets);
  if (inner[0] !== 'set') return inner;
  return ['set', (inner[1] as unknown[]).map((member) => JSON.stringify(member)).sort()];
}
