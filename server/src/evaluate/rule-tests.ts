/** Test files of rules: `<rule>.tests.yml` beside `<rule>.yml`, a list of named events that must or must not match. */
import type { Problem } from '../base/problem.ts';
import type { Span } from '../base/span.ts';
import { asMap, asSeq, entryOf } from '../yaml/node-access.ts';
import type { YamlMap, YamlNode } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import type { SigmaEvent } from './sigma-event.ts';

export interface RuleTest {
  readonly name: string;
  /** Whether the rule must match (at least one of) the events. */
  readonly match: boolean;
  /** One event, or a stream for correlations. */
  readonly events: readonly { readonly event: SigmaEvent; readonly span: Span }[];
  readonly nameSpan: Span;
  readonly span: Span;
}

export interface RuleTests {
  readonly tests: readonly RuleTest[];
  readonly problems: readonly Problem[];
}

/** Reads the text of a test file. What is wrong with it are problems; the tests that can be read are returned. */
export function parseRuleTests(text: string): RuleTests {
  const document = parseYaml(text).documents[0];
  const problems: Problem[] = [...(document?.problems ?? [])];
  const root = document?.root ?? null;
  const list = asSeq(asMap(root) === undefined ? undefined : entryOf(root as YamlMap, 'tests')?.value);
  if (list === undefined) {
    const span = root?.span ?? { start: 0, end: 0 };
    problems.push(
      problem(span, 'A test file is a mapping with "tests": a list of { name, match: true or false, event: { … } }.'),
    );
    return { tests: [], problems };
  }
  const tests = list.items.flatMap((item, index) => readTest(item, index, problems) ?? []);
  return { tests, problems };
}

function readTest(node: YamlNode, index: number, problems: Problem[]): RuleTest | undefined {
  const map = asMap(node);
  if (map === undefined) {
    problems.push(problem(node.span, 'A test is a mapping with "name", "match" and "event" (or "events").'));
    return undefined;
  }
  const match = entryOf(map, 'match')?.value;
  if (match?.kind !== 'scalar' || typeof match.value !== 'boolean') {
    problems.push(
      problem(match?.span ?? map.span, 'A test says with "match: true" or "match: false" whether the rule must match.'),
    );
    return undefined;
  }
  const single = entryOf(map, 'event')?.value;
  const several = asSeq(entryOf(map, 'events')?.value)?.items;
  const nodes = several ?? (single === undefined ? [] : [single]);
  const wrong = nodes.find((item) => item.kind !== 'map');
  if (nodes.length === 0 || wrong !== undefined) {
    problems.push(
      problem(
        wrong?.span ?? map.span,
        'A test needs "event: { field: value, … }", or "events" with a list of such mappings.',
      ),
    );
    return undefined;
  }
  const name = entryOf(map, 'name')?.value;
  const events = nodes.map((item) => ({ event: plainValue(item, 0) as SigmaEvent, span: item.span }));
  const text = name?.kind === 'scalar' && name.text !== '' ? name.text : `test ${index + 1}`;
  return { name: text, match: match.value, events, nameSpan: name?.span ?? map.span, span: map.span };
}

const deepest = 100;

/** A node as the JSON value that an exporter would have written. */
function plainValue(node: YamlNode, depth: number): unknown {
  if (depth > deepest) return null;
  if (node.kind === 'seq') return node.items.map((item) => plainValue(item, depth + 1));
  if (node.kind === 'map') {
    return Object.fromEntries(
      node.entries.map((entry) => [
        entry.key.kind === 'scalar' ? entry.key.text : '',
        plainValue(entry.value, depth + 1),
      ]),
    );
  }
  const { value } = node;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  return typeof value === 'object' && value !== null ? node.text : value;
}

function problem(span: Span, message: string): Problem {
  return { code: 'rule-tests', severity: 'error', span, message };
}
