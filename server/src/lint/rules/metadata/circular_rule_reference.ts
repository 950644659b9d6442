import type { RuleSummary } from '../../../workspace/rule-summary.ts';
import type { IndexedRule, WorkspaceIndex } from '../../../workspace/workspace-index.ts';
import { defineRule, type RelatedPlace } from '../../define-rule.ts';

/** Of a correlation: a rule that it refers to. */
interface Link {
  readonly from: IndexedRule;
  readonly to: IndexedRule;
  readonly span: RelatedPlace['span'];
}

export const circularRuleReference = defineRule({
  id: 'circular_rule_reference',
  severity: 'error',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A correlation that refers to itself, directly or through others.',
  workspace(index, { report }) {
    for (const [path, rules] of index.files())
      for (const rule of rules)
        for (const link of linksOf(index, { path, rule })) {
          const way = wayBack(index, link);
          if (way)
            report({ path, rule }, { span: link.span, message: messageFor(link, way), related: way.map(relatedPlace) });
        }
  },
});

function messageFor({ to }: Link, way: readonly Link[]): string {
  const end = 'so it cannot be converted. Refer to another rule.';
  if (way.length === 0) return `This correlation refers to itself, ${end}`;
  const title = to.rule.title?.value;
  const other = title === undefined ? 'The rule that is referred to' : `'${title}'`;
  return `${other} refers back to this correlation${way.length > 1 ? ' through others' : ''}, ${end}`;
}

function relatedPlace({ from, span }: Link): RelatedPlace {
  return { path: from.path, span, message: from.rule.title?.value ?? 'another correlation' };
}

/** The links that lead from the end of one to its beginning, the shortest way; `undefined` where none does. */
function wayBack(index: WorkspaceIndex, start: Link): readonly Link[] | undefined {
  const goal = start.from.rule;
  if (start.to.rule === goal) return [];
  const before = new Map<RuleSummary, Link | undefined>([[start.to.rule, undefined]]);
  const queue = [start.to];
  for (const at of queue)
    for (const link of linksOf(index, at)) {
      if (link.to.rule === goal) return trail(link, before);
      if (before.has(link.to.rule)) continue;
      before.set(link.to.rule, link);
      queue.push(link.to);
    }
  return undefined;
}

function trail(last: Link, before: ReadonlyMap<RuleSummary, Link | undefined>): Link[] {
  const links: Link[] = [];
  for (let link: Link | undefined = last; link; link = before.get(link.from.rule)) links.unshift(link);
  return links;
}

function linksOf(index: WorkspaceIndex, from: IndexedRule): Link[] {
  const { kind, references, mentions } = from.rule;
  if (kind !== 'correlation') return [];
  // Without a list of rules an extended condition says which are meant.
  const named = references.length > 0 ? references : mentions.filter(({ role }) => role === 'condition');
  return named.flatMap((reference) => {
    if ('node' in reference && reference.node) return [];
    const to = ruleMeant(index, reference.reference, from.path);
    return to ? [{ from, to, span: reference.span }] : [];
  });
}

/** The last of the same file, as conversions find it, else the only one of all files. */
function ruleMeant(index: WorkspaceIndex, reference: string, path: string): IndexedRule | undefined {
  const found = index.referredBy(reference).filter(({ rule }) => rule.kind !== 'filter');
  return found.findLast((one) => one.path === path) ?? (found.length === 1 ? found[0] : undefined);
}
