import type { Span } from '../../../base/span.ts';
import type { AnySigmaRule } from '../../../sigma/rule/sigma-rule.ts';
import type { YamlMap, YamlNode, YamlPair } from '../../../yaml/nodes.ts';
import { attributesOf } from '../../custom-attributes.ts';
import { defineRule } from '../../define-rule.ts';

interface Fault {
  readonly span: Span;
  readonly message: string;
}

/** What is wrong with the examples of a rule: a list of entries, each with an event, or a sequence of them for a correlation. */
function* faultsOf({ key, value }: YamlPair, kind: AnySigmaRule['kind']): Generator<Fault> {
  if (value.kind !== 'seq' || value.items.length === 0) {
    yield { span: key.span, message: "The examples are a list with at least one entry: 'expect', and an 'event'." };
    return;
  }
  for (const entry of value.items) {
    if (entry.kind !== 'map')
      yield { span: entry.span, message: "An example is a mapping with 'expect' and an 'event'." };
    else yield* faultsOfEntry(entry, kind);
  }
}

function* faultsOfEntry(entry: YamlMap, kind: AnySigmaRule['kind']): Generator<Fault> {
  const [start] = entry.pairs;
  const span = start?.key.span ?? entry.span;
  const expect = valueUnder(entry, 'expect');
  if (expect?.kind !== 'scalar' || !['match', 'no-match'].includes(expect.text))
    yield { span: expect?.span ?? span, message: "'expect' of an example is match or no-match." };
  const known = ['name', 'expect', kind === 'correlation' ? 'events' : 'event'];
  for (const { key } of entry.pairs)
    if (key.kind === 'scalar' && !known.includes(key.text))
      yield { span: key.span, message: `Examples of a ${kind} have ${known.join(', ')}, but no '${key.text}'.` };
  if (kind === 'correlation') yield* faultsOfEvents(valueUnder(entry, 'events'), span);
  else if (valueUnder(entry, 'event')?.kind !== 'map')
    yield {
      span: valueUnder(entry, 'event')?.span ?? span,
      message: "The 'event' of an example is a mapping of its fields.",
    };
}

function* faultsOfEvents(events: YamlNode | undefined, span: Span): Generator<Fault> {
  if (events?.kind !== 'seq' || events.items.length === 0) {
    yield {
      span: events?.span ?? span,
      message: "The 'events' of an example are a list with 'offset' and 'event' each.",
    };
    return;
  }
  for (const timed of events.items)
    if (
      timed.kind !== 'map' ||
      valueUnder(timed, 'offset')?.kind !== 'scalar' ||
      valueUnder(timed, 'event')?.kind !== 'map'
    )
      yield { span: timed.span, message: "Each of the 'events' has an 'offset', such as 30s, and an 'event'." };
}

function valueUnder(map: YamlMap, name: string): YamlNode | undefined {
  return map.entries.find(({ key }) => key.kind === 'scalar' && key.text === name)?.value;
}

export const exemplarShape = defineRule({
  id: 'exemplar_shape',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'Examples of events in a form that cannot be tested.',
  visit: {
    any(rule, { report }) {
      const pair = rule.kind === 'filter' ? undefined : attributesOf(rule, 'rsigma.').get('exemplars');
      for (const fault of pair ? faultsOf(pair, rule.kind) : []) report(fault);
    },
  },
});
